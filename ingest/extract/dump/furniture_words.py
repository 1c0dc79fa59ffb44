"""What the furniture of a page says, in the languages whose words we know. Data only, folded in place (no case, no marks).

`ə` is written `e`. A line counts only as a whole, or by its first words where the table says so (docs: what a dump's furniture is).
"""
# ruff: noqa: RUF001, E501, B033  words in many scripts; a line a language

SECTION_HEADS: frozenset[str] = frozenset(
    {
        "related", "related news", "related articles", "related stories", "related posts", "related topics", "related content", "related links", "you might also like", "you may also like", "you may also be interested in",
        "more news", "more stories", "more on this story", "more on this topic", "more from", "more from this section", "more from us", "more like this", "latest", "latest news", "latest stories", "latest posts", "popular", "popular news", "most popular", "most read", "most viewed", "trending",
        "trending now", "top stories", "top news", "recommended", "recommended for you", "recommended stories", "editor's picks", "editors' picks", "don't miss", "comments", "leave a comment", "leave a reply", "add comment", "post a comment", "join the conversation", "other news", "news archive", "recent posts",
        "recent news", "recent articles", "read also", "see also", "also read", "read next", "up next", "what to read next", "in other news", "next article", "previous article", "news feed", "newsfeed", "around the web", "from the web", "sponsored content", "promoted", "promoted stories", "newsletter", "hot topics", "in this section", "keep reading", "similar news", "similar articles", "other articles", "archive", "information", "about the author",
        "читайте также", "по теме", "похожие новости", "другие новости", "последние новости", "популярное", "популярные новости", "самое читаемое", "новости по теме", "комментарии", "лента новостей", "лента", "еще по теме", "рекомендуем", "материалы по теме", "смотрите также", "главные новости", "главное", "читать далее", "оставить комментарий", "добавить комментарий", "новости партнеров", "вам может понравиться", "вам может быть интересно", "топ новости", "архив новостей", "архив",
        "oxsar xeberler", "diger xeberler", "son xeberler", "en cox oxunan", "en cox oxunanlar", "cox oxunanlar", "hemcinin oxuyun", "hemcinin", "elaqeli xeberler", "benzer xeberler", "xeber lenti", "serhler", "oxunanlar", "populyar", "gundem", "maraqli", "muelliften diger yazilar", "son xeber", "xeberler lenti", "serh yaz", "arxiv",
        "ilgili haberler", "benzer haberler", "son haberler", "son dakika", "cok okunanlar", "en cok okunanlar", "diger haberler", "bunlar da ilginizi cekebilir", "ilginizi cekebilir", "yorumlar", "onerilen haberler", "onerilenler", "yorum yap", "gunun haberleri", "one cikanlar",
        "նման նյութեր", "կարդացեք նաեւ", "կարդացեք նաև", "կարդալ նաեւ", "կարդալ նաև", "վերջին լուրեր", "վերջին նորություններ", "ամենաընթերցված", "ամենաընթերցվածը", "լրահոս", "մեկնաբանություններ", "այլ լուրեր", "այս թեմայով", "թեմայի վերաբերյալ",
        "მსგავსი სიახლეები", "ასევე წაიკითხეთ", "ბოლო ამბები", "ბოლო სიახლეები", "პოპულარული", "კომენტარები", "სხვა სიახლეები", "დაკავშირებული სიახლეები", "მსგავსი ამბები", "წაიკითხეთ ასევე", "ყველაზე კითხვადი", "თემაზე",
        "читаите також", "читайте також", "схожі новини", "інші новини", "останні новини", "популярне", "наипопулярніше", "коментарі", "за темою", "новини за темою", "стрічка новин", "дивіться також", "залишити коментар", "головні новини", "більше новин", "схожі матеріали",
        "mehr zum thema", "das konnte sie auch interessieren", "lesen sie auch", "weitere artikel", "weitere themen", "meistgelesen", "ahnliche artikel", "kommentare", "verwandte artikel", "neueste artikel", "auch interessant", "mehr nachrichten", "kommentar schreiben", "zum thema", "meistgelesene artikel",
        "a lire aussi", "lire aussi", "sur le meme sujet", "articles similaires", "les plus lus", "commentaires", "a voir aussi", "dans la meme rubrique", "vous aimerez aussi", "articles lies", "dernieres nouvelles", "dernieres actualites", "a la une", "les plus recents", "laisser un commentaire", "a decouvrir aussi", "voir aussi",
        "noticias relacionadas", "te puede interesar", "mas noticias", "lo mas leido", "lo mas visto", "ultimas noticias", "comentarios", "lea tambien", "lee tambien", "articulos relacionados", "tambien te puede interesar", "relacionados", "ver tambien", "deja un comentario", "temas relacionados", "mas leidas", "lo ultimo",
        "leggi anche", "articoli correlati", "piu letti", "i piu letti", "ultime notizie", "commenti", "potrebbe interessarti", "potrebbe interessarti anche", "leia tambem", "veja tambem", "noticias relacionadas", "mais lidas", "ultimas noticias", "comentarios", "artigos relacionados",
        "czytaj tez", "czytaj takze", "zobacz takze", "zobacz tez", "powiazane", "najnowsze", "popularne", "komentarze", "polecane", "najczesciej czytane",
        "اخبار مرتبط", "مطالب مرتبط", "پربازدیدترین", "پربازدیدها", "آخرین اخبار", "اخرین اخبار", "نظرات", "اقرا ایضا", "اخبار ذات صله", "اخبار ذات صلة", "الاکثر قراءه", "الاکثر قراءة", "اخر الاخبار", "التعلیقات", "مواضیع ذات صلة",
        "διαβαστε επισης", "σχετικα αρθρα", "δημοφιλη", "τελευταια νεα", "σχολια", "διαβαστε ακομα", "σχετικα", "相关新闻", "推荐阅读", "热门", "评论", "相關新聞", "最新消息", "関連記事", "おすすめ", "관련기사",
    }
)  # fmt: skip
"""Headings over lists of other articles, comments and the like: what follows them is not the article."""

NAVIGATION: frozenset[str] = frozenset(
    {
        "home", "news", "print version", "printable version", "world", "nation", "politics", "business", "economy", "sport", "sports", "culture", "society", "science", "technology", "tech", "health", "healthcare", "lifestyle", "travel", "opinion", "editorial", "analysis", "interview", "interviews", "video", "videos", "photo", "photos", "multimedia", "events", "weather", "local", "region", "regions",
        "oil & gas", "energy", "about", "about us", "contact", "contacts", "contact us", "advertising", "advertise", "advertise with us", "our team", "our writers", "professional ethics", "privacy policy", "privacy", "terms", "terms of use", "terms of service", "terms and conditions", "cookie policy", "sitemap", "site map", "careers", "jobs", "search", "menu", "login", "log in", "sign in", "sign up", "register", "subscribe", "subscription", "e-paper",
        "archive", "archives", "rss", "rss feed", "facebook", "twitter", "x", "google+", "google plus", "instagram", "youtube", "telegram", "whatsapp", "linkedin", "pinterest", "viber", "tiktok", "vk", "vkontakte", "odnoklassniki", "reddit", "messenger", "tumblr", "flipboard", "threads", "bluesky", "mastodon", "appstore", "app store", "google play", "email", "e-mail", "mail", "print", "share", "tweet", "like", "save", "copy link", "bookmark", "send", "pin it", "whatsapp share", "share on facebook", "share on twitter", "comment", "top", "back to top", "go to top",
        "skip to content", "skip to main content", "skip to navigation", "main menu", "close", "close menu", "open menu", "toggle navigation", "next", "previous", "prev", "see more", "show more", "load more", "view all", "see all", "more", "read more", "continue reading", "all news", "advertisement", "advertisements", "ad", "ads", "sponsored", "loading", "breaking", "breaking news", "live", "listen", "watch", "en", "ru", "az", "tr", "de", "fr", "es", "english", "deutsch", "francais", "espanol", "русский", "azerbaycanca", "turkce", "հայերեն", "ქართული", "українська", "italiano", "portugues", "polski", "العربیة", "فارسی", "中文",
        "главная", "новости", "политика", "экономика", "общество", "в мире", "мир", "спорт", "культура", "происшествия", "наука", "технологии", "здоровье", "туризм", "авто", "видео", "фото", "мнение", "интервью", "аналитика", "о нас", "контакты", "реклама", "о проекте", "редакция", "поиск", "меню", "вход", "войти", "регистрация", "подписаться", "подписка", "поделиться", "распечатать", "печать", "версия для печати", "наверх", "еще", "показать еще", "все новости", "регионы", "вконтакте", "одноклассники", "фейсбук", "твиттер", "телеграм", "копировать ссылку", "ссылка скопирована", "читать далее", "подробнее", "на главную", "назад", "вперед", "азербайджан", "карабах", "анонсы", "в избранное",
        "ana sehife", "esas sehife", "xeberler", "siyaset", "iqtisadiyyat", "cemiyyet", "dunya", "idman", "medeniyyet", "hadise", "kriminal", "elm", "tehsil", "texnologiya", "saglamliq", "musahibe", "haqqimizda", "elaqe", "reklam", "axtaris", "menyu", "giris", "paylas", "cap et", "cap versiyasi", "foto", "video", "daha cox", "hamisi", "butun xeberler", "abune ol", "qarabag", "region", "regionlar", "ardini oxu", "etrafli", "sosial",
        "ana sayfa", "anasayfa", "haberler", "siyaset", "ekonomi", "gundem", "dunya", "spor", "kultur", "kultur sanat", "magazin", "saglik", "teknoloji", "egitim", "hakkimizda", "iletisim", "kunye", "ara", "paylas", "yazdir", "abone ol", "tumu", "devami", "yazarlar", "galeri",
        "գլխավոր", "նորություններ", "քաղաքականություն", "տնտեսություն", "հասարակություն", "աշխարհ", "սպորտ", "մշակույթ", "մեր մասին", "կապ", "գովազդ", "որոնում", "կիսվել", "տպել", "տարածաշրջան", "իրավունք", "տեսանյութեր", "լրահոս",
        "მთავარი", "სიახლეები", "პოლიტიკა", "ეკონომიკა", "საზოგადოება", "მსოფლიო", "სპორტი", "კულტურა", "ჩვენ შესახებ", "კონტაქტი", "რეკლამა", "ძებნა", "გაზიარება", "ბეჭდვა", "რეგიონი", "რეგიონები", "სამართალი", "ვიდეო", "მენიუ", "ახალი ამბები",
        "головна", "новини", "політика", "економіка", "суспільство", "світ", "культура", "про нас", "контакти", "поділитися", "друкувати", "пошук", "всі новини", "увіити", "увійти", "детальніше", "читати далі", "регіони", "підписатися",
        "startseite", "nachrichten", "politik", "wirtschaft", "gesellschaft", "welt", "kultur", "wissenschaft", "panorama", "regional", "meinung", "impressum", "datenschutz", "kontakt", "werbung", "suche", "anmelden", "abo", "newsletter", "teilen", "drucken", "weiterlesen", "mehr", "uber uns", "agb", "nach oben", "anzeige", "mehr lesen",
        "accueil", "actualites", "actualite", "politique", "economie", "societe", "monde", "culture", "sciences", "sante", "opinions", "a propos", "qui sommes-nous", "mentions legales", "contactez-nous", "publicite", "recherche", "rechercher", "connexion", "se connecter", "s'abonner", "partager", "imprimer", "lire la suite", "plus", "haut de page", "plan du site",
        "inicio", "noticias", "politica", "economia", "sociedad", "mundo", "deportes", "cultura", "ciencia", "salud", "opinion", "quienes somos", "aviso legal", "contacto", "publicidad", "buscar", "iniciar sesion", "suscribete", "suscribirse", "compartir", "imprimir", "leer mas", "ver mas", "portada", "nacional", "internacional", "local", "sucesos", "tecnologia",
        "cronaca", "esteri", "sport", "scienza", "chi siamo", "contatti", "pubblicita", "cerca", "accedi", "condividi", "stampa", "leggi tutto", "esportes", "saude", "quem somos", "contato", "partilhar", "compartilhar", "leia mais", "strona glowna", "wiadomosci", "polityka", "gospodarka", "swiat", "kraj", "kontakt", "reklama", "szukaj", "udostepnij", "drukuj", "wiecej", "o nas",
        "خانه", "صفحه اصلی", "سیاسی", "اقتصادی", "ورزشی", "فرهنگی", "تماس با ما", "درباره ما", "الرئیسیة", "سیاسة", "اقتصاد", "ریاضة", "ثقافة", "من نحن", "اتصل بنا", "مشارکة", "طباعة", "αρχικη", "πολιτικη", "οικονομια", "κοινωνια", "αθλητικα", "επικοινωνια", "首页", "新闻", "国际", "体育", "分享", "打印",
    }
)  # fmt: skip
"""Words that menus and share bars are made of, each a whole line."""

OPENINGS: tuple[str, ...] = (
    "follow us", "follow the author", "follow on", "find us on", "join us on", "like us on", "share this", "share on", "share via", "share the", "share article", "subscribe to", "subscribe now", "sign up for", "sign up to", "get the latest", "get our", "get breaking news", "click here", "click to", "download our", "download the app", "read more:", "read also:", "also read:", "see also:", "read also -", "read more -", "related:", "related article:", "more:", "more on this:", "watch:", "don't miss:",
    "we use cookies", "this website uses cookies", "this site uses cookies", "our website uses cookies", "by continuing to", "by using this", "by clicking", "accept cookies", "accept all", "manage cookies", "cookie settings", "your email address will not be published", "you must be logged in", "please enable javascript", "javascript is disabled", "to view this", "your browser does not", "stay up to date", "stay informed", "stay connected", "support our journalism", "become a member", "create an account", "already a subscriber", "this content is for subscribers", "if you noticed a mistake", "if you find an error", "found a mistake", "report an error", "story continues below", "article continues after", "article continues below", "advertisement -", "- advertisement", "all rights reserved", "reproduction in whole", "when using materials", "the use of materials", "send us your news", "posted in", "filed under", "published in", "categories:", "category:", "printed on ", "printed from ", "downloaded on ", "downloaded from ", "retrieved on ", "retrieved from ", "accessed on ", "saved on ", "saved from ",
    "подписывайтесь", "подпишитесь", "следите за", "читайте нас", "читайте также:", "читать также:", "смотрите также:", "по теме:", "наш канал", "мы в ", "присоединяйтесь", "если вы заметили ошибку", "если вы нашли ошибку", "нашли ошибку", "заметили ошибку", "сайт использует cookie", "мы используем cookie", "этот сайт использует", "использование материалов", "при использовании материалов", "перепечатка", "полное или частичное", "при полном или частичном", "все права защищены", "поделиться в", "поделитесь", "отправить другу", "узнавайте новости", "новости в telegram", "количество просмотров",
    "bizi izleyin", "bizi facebook", "bizi telegram", "bize qosulun", "abune olun", "hemcinin oxuyun:", "saytda yer alan", "saytdaki materiallarin", "materiallardan istifade", "istinad zeruridir", "muellif huquqlari", "butun huquqlar", "sehv gorduyunuz", "xeberde sehv", "kukilerden", "paylasin", "facebook-da paylas", "telegram kanalimiz",
    "bizi takip", "takip edin", "abone olun", "haberi paylas", "paylas:", "ilgili haber:", "cerez", "bu site cerez", "tum haklari", "izinsiz", "google news'te", "whatsapp kanalimiz", "hata bildir",
    "հետեւեք մեզ", "հետևեք մեզ", "բաժանորդագրվեք", "կարդացեք նաեւ՝", "կարդացեք նաև՝", "կարդացեք նաև:", "բոլոր իրավունքները", "մեջբերումներ", "նյութերի օգտագործ",
    "გამოგვყევით", "შემოგვიერთდით", "გამოიწერეთ", "ასევე წაიკითხეთ:", "წაიკითხეთ ასევე:", "ყველა უფლება", "მასალის გამოყენება", "მასალების გამოყენება",
    "підписуитесь", "підписуйтесь", "підписуйтеся", "читаите також:", "читайте також:", "стежте за", "долучаитесь", "якщо ви помітили помилку", "усі права", "всі права", "використання матеріалів", "при використанні матеріалів", "передрук", "наш telegram", "мы в telegram",
    "folgen sie uns", "folge uns", "jetzt abonnieren", "abonnieren sie", "newsletter abonnieren", "lesen sie auch:", "lesen sie mehr", "mehr dazu:", "diese website verwendet cookies", "wir verwenden cookies", "alle rechte vorbehalten", "artikel teilen", "melden sie sich", "fehler melden", "mehr zum thema:",
    "suivez-nous", "suivez nous", "abonnez-vous", "inscrivez-vous", "lire aussi:", "lire aussi :", "a lire aussi:", "a lire aussi :", "lire aussi -", "nous utilisons des cookies", "ce site utilise", "tous droits", "partager sur", "partager cet", "telechargez", "a voir aussi :", "recevez ",
    "siguenos", "sigue a", "suscribete a", "suscribase", "registrate", "lea tambien:", "lee tambien:", "te puede interesar:", "utilizamos cookies", "este sitio utiliza", "este sitio web", "todos los derechos", "compartir en", "recibe ", "unete a",
    "seguici", "iscriviti", "leggi anche:", "tutti i diritti", "questo sito", "siga-nos", "siga o", "assine", "leia tambem:", "todos os direitos", "usamos cookies", "obserwuj nas", "czytaj tez:", "czytaj takze:", "zobacz takze:", "wszelkie prawa", "zapisz sie", "ما را در", "کلیه حقوق", "تابعنا", "جمیع الحقوق", "اقرا ایضا:", "ακολουθηστε", "διαβαστε επισης:", "ολα τα δικαιωματα", "关注我们", "版权所有", "责任编辑",
)  # fmt: skip
"""How a line of furniture begins. Long sentences that begin so and end with a full stop are judged by `SURE_OPENINGS` only."""

SURE_OPENINGS: tuple[str, ...] = (
    "we use cookies", "this website uses cookies", "this site uses cookies", "our website uses cookies", "by continuing to use", "by continuing to browse", "by using this site", "by using this website", "by clicking", "your email address will not be published", "you must be logged in", "subscribe to our", "sign up for our", "follow us on", "if you noticed a mistake", "when using materials", "the use of materials", "reproduction in whole", "all rights reserved", "please enable javascript", "support our journalism",
    "подписывайтесь на", "подпишитесь на", "если вы заметили ошибку", "если вы нашли ошибку", "нашли ошибку", "мы используем cookie", "этот сайт использует", "использование материалов", "при использовании материалов", "перепечатка", "полное или частичное", "при полном или частичном", "все права защищены", "читайте нас в",
    "saytdaki materiallarin", "saytda yer alan", "materiallardan istifade", "butun huquqlar", "bu site cerez", "tum haklari", "підписуитесь на", "підписуйтесь на", "усі права", "всі права", "при використанні матеріалів", "використання матеріалів", "բոլոր իրավունքները", "ყველა უფლება", "გამოგვყევით",
    "wir verwenden cookies", "diese website verwendet cookies", "alle rechte vorbehalten", "folgen sie uns", "nous utilisons des cookies", "ce site utilise des cookies", "tous droits reserves", "suivez-nous", "abonnez-vous", "utilizamos cookies", "este sitio web utiliza", "todos los derechos reservados", "siguenos", "suscribete a", "tutti i diritti riservati", "iscriviti alla", "todos os direitos reservados", "wszelkie prawa zastrzezone",
)  # fmt: skip
"""Openings that are furniture however long the line is."""

INLINE_POINTERS: tuple[str, ...] = (
    "read more", "read also", "also read", "see also", "related", "more", "watch", "related article", "читайте также", "читать также", "смотрите также", "по теме", "hemcinin oxuyun", "ilgili haber", "կարդացեք նաև", "კიდევ წაიკითხეთ", "ასევე წაიკითხეთ",
    "читаите також", "lesen sie auch", "mehr zum thema", "mehr dazu", "lire aussi", "a lire aussi", "a voir aussi", "lea tambien", "lee tambien", "te puede interesar", "leggi anche", "leia tambem", "czytaj tez", "czytaj takze", "zobacz takze", "اقرا ایضا", "διαβαστε επισης",
)  # fmt: skip
"""Before a colon and another article's title: `Read also: Bridge opens`."""

TAG_LABELS: frozenset[str] = frozenset(
    {"tags", "tag", "topics", "keywords", "теги", "тэги", "метки", "ключевые слова", "etiketler", "etiket", "acar sozler", "teqler", "teg", "պիտակներ", "თეგები", "ტეგები", "schlagworte", "schlagworter", "stichworte", "themen", "mots-cles", "mots cles", "etiquettes", "etiquetas", "temas", "tag", "argomenti", "tagi", "برچسب ها", "کلمات مفتاحیة", "ετικετες", "标签", "关键词"}
)  # fmt: skip
"""What stands before a list of tags."""

VIEW_WORDS: frozenset[str] = frozenset(
    {"views", "view", "reads", "hits", "shares", "comments", "comment", "likes", "просмотров", "просмотра", "просмотры", "прочтений", "просмотр", "комментариев", "комментария", "baxis", "oxunub", "oxunma", "okunma", "goruntulenme", "dinleme", "yorum", "դիտում", "դիտումներ", "ნახვა", "ნახვები", "перегляди", "переглядів", "aufrufe", "kommentare", "lesezeit", "vues", "lectures", "commentaires", "visitas", "vistas", "lecturas", "comentarios", "visualizzazioni", "visualizacoes", "odslon", "wyswietlen", "بازدید", "مشاهدة", "阅读", "浏览", "baxilib", "baxilma", "okundu"}
)  # fmt: skip
"""Beside a number: how often the page was seen, shared, commented on."""

READING_TIME: tuple[str, ...] = (
    "min read", "minute read", "minutes read", "mins read", "minutes to read", "reading time", "минут на чтение", "мин чтения", "время чтения", "dk okuma", "dakika okuma", "oxuma muddeti", "min lesezeit", "minuten lesezeit", "lesedauer", "min de lecture", "minutes de lecture", "temps de lecture", "min de lectura", "minutos de lectura", "tiempo de lectura", "min de leitura", "min di lettura", "хв читання",
)  # fmt: skip
"""How long the page takes to read."""

RIGHTS_WORDS: tuple[str, ...] = (
    "all rights reserved", "все права защищены", "butun huquqlar", "tum haklari", "բոլոր իրավունքները", "ყველა უფლება", "усі права", "всі права", "alle rechte vorbehalten", "tous droits", "todos los derechos", "tutti i diritti", "todos os direitos", "wszelkie prawa", "کلیه حقوق", "تمامی حقوق", "جمیع الحقوق", "ολα τα δικαιωματα", "版权所有", "保留所有权利", "无断转载", "rights reserved",
)  # fmt: skip
"""What a copyright line says, whoever's it is."""

ENDINGS_OF_ARTICLE: frozenset[str] = frozenset(
    {"--", "---", "***", "* * *", "###", "# # #", "-30-", "■", "-ends-", "(end)", "end", "ends", "конец", "___"}
)
"""Signs that close an article."""

HEADER_KEYS: dict[str, str] = {
    "title": "headline", "headline": "headline", "заголовок": "headline", "название": "headline", "titel": "headline", "titre": "headline", "titulo": "headline", "titolo": "headline", "tytul": "headline", "basliq": "headline", "baslik": "headline", "վերնագիր": "headline", "სათაური": "headline",
    "date": "published", "published": "published", "publication date": "published", "pubdate": "published", "publish date": "published", "date published": "published", "posted": "published", "дата": "published", "опубликовано": "published", "дата публикации": "published", "datum": "published", "fecha": "published", "data": "published", "tarix": "published", "tarih": "published", "ամսաթիվ": "published", "თარიღი": "published", "published at": "published", "date de publication": "published",
    "updated": "modified", "last updated": "modified", "modified": "modified", "обновлено": "modified",
    "url": "canonical_url", "link": "canonical_url", "address": "canonical_url", "source url": "canonical_url", "permalink": "canonical_url", "ссылка": "canonical_url", "адрес": "canonical_url", "enlace": "canonical_url", "lien": "canonical_url",
    "source": "outlet", "outlet": "outlet", "publisher": "outlet", "publication": "outlet", "site": "outlet", "website": "outlet", "site name": "outlet", "newspaper": "outlet", "источник": "outlet", "издание": "outlet", "quelle": "outlet", "fuente": "outlet", "medio": "outlet", "menbe": "outlet", "kaynak": "outlet", "джерело": "outlet",
    "author": "author", "authors": "author", "by": "author", "byline": "author", "writer": "author", "автор": "author", "авторы": "author", "autor": "author", "auteur": "author", "autore": "author", "muellif": "author", "yazar": "author", "հեղինակ": "author", "ავტორი": "author",
    "agency": "agency", "section": "section", "category": "section", "рубрика": "section", "rubrik": "section", "seccion": "section", "language": "language", "lang": "language", "язык": "language", "tags": "tag", "keywords": "tag", "теги": "tag",
    "description": "standfirst", "summary": "standfirst", "subtitle": "standfirst", "standfirst": "standfirst", "lead": "standfirst", "image": "image", "captured": "", "fetched": "", "crawled": "", "scraped": "", "accessed": "", "retrieved": "", "downloaded": "", "id": "", "text": "body", "body": "body", "content": "body", "article": "body", "full text": "body", "текст": "body",
}  # fmt: skip
"""Keys of a header block and the facts they are; an empty one is no fact, `body` opens the text."""

CREDIT_VERBS: tuple[str, ...] = (
    "reports", "reported", "informs", "said in a report", "learned", "has learned", "writes", "notes", "сообщает", "передает", "информирует", "пишет", "xeber verir", "melumat verir", "bildirir", "yazir", "bildirdi", "haberine gore", "հաղորդում է", "իտնում է", "გვაწვდის", "იტყობინება", "ავრცელებს", "повідомляє", "передає", "інформує", "berichtet", "meldet", "rapporte", "informa", "reporto", "reporta", "riferisce", "podaje", "donosi",
)  # fmt: skip
"""Verbs of "APA reports": beside an agency's name in the lead they credit its copy."""

ACTIONS: frozenset[str] = frozenset(
    {
        "share", "tweet", "like", "save", "print", "email", "e-mail", "copy link", "send", "pin it", "comment", "bookmark", "facebook", "twitter", "google+", "whatsapp", "telegram", "linkedin", "pinterest", "viber", "vk", "reddit", "instagram", "youtube", "messenger", "share on facebook", "share on twitter", "advertisement", "advertisements", "ad", "ads", "sponsored", "loading", "read more", "see more", "show more", "load more", "back to top", "subscribe", "sign up", "log in", "continue reading", "rss", "close", "listen", "skip to content", "view all", "see all",
        "поделиться", "распечатать", "реклама", "подписаться", "читать далее", "вконтакте", "одноклассники", "показать еще", "наверх", "копировать ссылку", "paylas", "reklam", "abune ol", "abone ol", "yazdir", "daha cox", "կիսվել", "գովազդ", "տպել", "გაზიარება", "რეკლამა", "ბეჭდვა", "поділитися", "друкувати", "підписатися", "teilen", "drucken", "anzeige", "werbung", "weiterlesen", "partager", "imprimer", "publicite", "s'abonner", "lire la suite", "compartir", "imprimir", "publicidad", "suscribete", "leer mas", "condividi", "stampa", "pubblicita", "compartilhar", "partilhar", "udostepnij", "drukuj", "reklama", "مشارکة", "طباعة", "分享", "打印",
    }
)  # fmt: skip
"""Words of share bars and advertisements: dropped wherever they stand. Other menu words between two paragraphs may be headings."""

SOURCE_LABELS: frozenset[str] = frozenset(
    {
        "source",
        "источник",
        "mənbə",
        "kaynak",
        "quelle",
        "fuente",
        "fonte",
        "джерело",
        "źródło",
        "աղբյուր",
        "աղբյուրը",
        "წყარო",
        "المصدر",
        "منبع",
        "πηγή",
        "来源",
    }
)
"""Before a colon and the name of the agency or outlet that a text was taken from."""
