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
        "بیشتر بخوانید", "بیشتر بخوانیم", "همچنین بخوانید", "خبرهای مرتبط", "مطالب پیشنهادی", "پیشنهاد ما", "آخرین خبرها", "پربیننده ترین ها", "دیدگاه ها", "نظر شما", "نظرات کاربران", "ارسال نظر", "اقرأ أيضا", "اقرأ المزيد", "إقرأ أيضا", "اقرا ایضا", "مواضيع متعلقة", "موضوعات ذات صلة", "أخبار متعلقة", "مقالات ذات صلة", "المزيد من الأخبار", "التعليقات", "تعليقات القراء", "الأكثر قراءة", "آخر الأخبار",
        "相关阅读", "相關閱讀", "延伸阅读", "延伸閱讀", "相关报道", "相關報導", "相关文章", "相關文章", "更多新闻", "更多新聞", "最新新闻", "热门新闻", "熱門新聞", "热门推荐", "编辑推荐", "猜你喜欢", "猜您喜欢", "你可能感兴趣", "推荐新闻", "网友评论", "网友留言", "发表评论", "留言", "热点排行", "点击排行", "排行榜", "あわせて読みたい", "関連ニュース", "関連リンク", "人気記事", "おすすめ記事", "新着記事", "最新記事", "アクセスランキング", "ランキング", "こちらもおすすめ", "関連するトピックス", "コメント", "コメント欄", "관련 기사", "관련 뉴스", "인기기사", "인기 기사", "추천기사", "추천 뉴스", "많이 본 뉴스", "많이 본 기사", "댓글",
        "קראו גם", "קרא גם", "קראו עוד", "ראו גם", "עוד בנושא", "עוד באותו נושא", "כתבות נוספות", "כתבות קשורות", "עוד כתבות", "חדשות נוספות", "אולי יעניין אותך", "אולי יעניין אתכם", "הנקראות ביותר", "הכי נקראות", "תגובות", "תגובות הגולשים", "הוסף תגובה", "כתבו תגובה",
        "यह भी पढ़ें", "ये भी पढ़ें", "इसे भी पढ़ें", "यह भी पढ़िए", "यह भी देखें", "संबंधित खबरें", "संबंधित ख़बरें", "संबंधित समाचार", "संबंधित लेख", "अन्य खबरें", "अन्य समाचार", "ताज़ा खबरें", "ताजा खबरें", "बड़ी खबरें", "लोकप्रिय खबरें", "सबसे ज्यादा पढ़ी गई", "टिप्पणियां", "टिप्पणियाँ", "टिप्पणी करें",
        "baca juga", "simak juga", "lihat juga", "baca selengkapnya", "berita terkait", "artikel terkait", "berita lainnya", "artikel lainnya", "berita terkini", "berita terbaru", "berita populer", "terpopuler", "terkini", "paling banyak dibaca", "rekomendasi untuk anda", "rekomendasi", "komentar", "tulis komentar", "bacaan lainnya", "berita pilihan", "baca lagi", "berita berkaitan", "tin lien quan", "doc them", "xem them", "binh luan", "tin moi", "bai viet lien quan",
        "წაიკითხეთ აგრეთვე", "აგრეთვე წაიკითხეთ", "აგრეთვე იხილეთ", "იხილეთ აგრეთვე", "დაკავშირებული ამბები", "დაკავშირებული თემები", "მსგავსი თემები", "კომენტარი", "დატოვეთ კომენტარი", "ყველაზე წაკითხული", "მეტი სიახლე", "სხვა ამბები", "կարդացեք նաեւ", "ամենաշատ ընթերցված", "մեկնաբանել", "նմանատիպ նյութեր",
        "lees ook", "lees meer", "gerelateerde artikelen", "meest gelezen", "reacties", "las ocksa", "las mer", "mest lasta", "kommentarer", "laes ogsa", "les ogsa", "les mer", "mest lest", "lue myos", "luetuimmat", "kommentit", "ctete take", "prectete si take", "souvisejici clanky", "nejctenejsi", "diskuse", "citeste si", "cititi si", "articole similare", "cele mai citite", "comentarii", "olvassa el ezt is", "kapcsolodo cikkek", "legolvasottabb", "hozzaszolasok", "procitajte i", "procitajte jos", "najcitanije", "povezane vesti", "povezane vijesti", "komentari", "прочитајте још", "најчитаније", "коментари", "вижте още", "прочетете още", "още по темата", "най-четени", "свързани новини",
        "mais assistidos", "videos: mais assistidos", "mais vistos", "saiba mais", "articles les plus lus", "i piu visti", "notizie correlate", "przeczytaj takze", "przeczytaj tez", "najpopularniejsze", "ilgili icerikler", "yorumlariniz", "oxucu serhleri", "bu da maraqlidir", "son yenilikler", "cok okunan haberler",
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
        "صفحه نخست", "سیاست", "اقتصاد", "ورزش", "فرهنگ", "جامعه", "جهان", "بین الملل", "استان ها", "حوادث", "جستجو", "ورود", "اشتراک گذاری", "عضویت", "اجتماعی", "رياضة", "مجتمع", "محليات", "منوعات", "تكنولوجيا", "بحث", "فيديو", "شارك", "شارك على", "تسجيل الدخول", "اتصل بنا",
        "政治", "经济", "經濟", "财经", "財經", "社会", "社會", "娱乐", "娛樂", "科技", "军事", "軍事", "健康", "汽车", "房产", "教育", "文化", "时尚", "视频", "影音", "图片", "专题", "国内", "國內", "國際", "體育", "登录", "登錄", "注册", "搜索", "微博", "微信", "首頁", "新聞", "关于我们", "联系我们", "トップ", "トップページ", "ホーム", "ニュース", "経済", "国際", "スポーツ", "エンタメ", "芸能", "地域", "暮らし", "ログイン", "会員登録", "検索", "メニュー", "シェア", "ツイート", "印刷", "お問い合わせ", "会社概要", "홈", "뉴스", "정치", "경제", "사회", "국제", "문화", "스포츠", "연예", "로그인", "회원가입", "검색", "공유", "공유하기",
        "ראשי", "עמוד הבית", "דף הבית", "חדשות", "פוליטיקה", "כלכלה", "ספורט", "תרבות", "דעות", "בריאות", "טכנולוגיה", "צור קשר", "צרו קשר", "אודות", "שתפו", "שתף", "שיתוף", "הדפסה", "חיפוש", "תפריט", "התחברות", "הרשמה",
        "होम", "मुख्य पृष्ठ", "मुखपृष्ठ", "राजनीति", "कारोबार", "व्यापार", "खेल", "मनोरंजन", "देश", "विदेश", "दुनिया", "राज्य", "शहर", "टेक्नोलॉजी", "स्वास्थ्य", "शिक्षा", "वीडियो", "फोटो", "साझा करें", "शेयर करें", "शेयर", "संपर्क करें", "हमारे बारे में", "समाचार", "खोजें", "लॉग इन",
        "beranda", "politik", "ekonomi", "olahraga", "hukum", "nasional", "internasional", "daerah", "hiburan", "gaya hidup", "teknologi", "kesehatan", "otomotif", "bagikan", "tentang kami", "hubungi kami", "kontak kami", "redaksi", "pedoman media siber", "kebijakan privasi", "indeks", "masuk", "cari", "trang chu", "the gioi", "kinh te", "the thao", "chia se",
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
    "در خبرنامه", "خبرنامه ما", "بیشتر بخوانید:", "همچنین بخوانید:", "اشترك في", "اشترك الآن", "اقرأ أيضا:", "اقرأ أيضاً:", "إقرأ أيضا:", "הירשמו ל", "הצטרפו ל", "עקבו אחרינו", "קראו גם:", "कृपया सब्सक्राइब", "हमारे न्यूज़लेटर", "हमारे व्हाट्सएप", "हमें फॉलो करें", "यह भी पढ़ें:", "ये भी पढ़ें:", "berlangganan buletin", "berlangganan newsletter", "ikuti kami", "baca juga:", "simak juga:", "გამოიწერეთ სიახლეები", "წაიკითხეთ აგრეთვე:", "关注微信", "扫描二维码", "编辑：", "編輯：", "メルマガ", "フォローする", "無断転載", "무단전재", "lees ook:", "las ocksa:", "ctete take:", "citeste si:", "przeczytaj takze:", "przeczytaj tez:",
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
    "بیشتر بخوانید", "همچنین بخوانید", "اقرأ أيضا", "קראו גם", "קרא גם", "यह भी पढ़ें", "ये भी पढ़ें", "इसे भी पढ़ें", "baca juga", "simak juga", "წაიკითხეთ აგრეთვე", "აგრეთვე წაიკითხეთ", "相关阅读", "延伸阅读", "延伸閱讀", "関連記事", "あわせて読みたい", "관련기사", "lees ook", "las ocksa", "les ogsa", "laes ogsa", "lue myos", "ctete take", "citeste si", "przeczytaj takze", "przeczytaj tez", "прочетете още", "procitajte jos", "hemcinin",
)  # fmt: skip
"""Before a colon and another article's title: `Read also: Bridge opens`."""

TAG_LABELS: frozenset[str] = frozenset(
    {"tags", "tag", "topics", "keywords", "теги", "тэги", "метки", "ключевые слова", "etiketler", "etiket", "acar sozler", "teqler", "teg", "պիտակներ", "თეგები", "ტეგები", "schlagworte", "schlagworter", "stichworte", "themen", "mots-cles", "mots cles", "etiquettes", "etiquetas", "temas", "tag", "argomenti", "tagi", "برچسب ها", "کلمات مفتاحیة", "ετικετες", "标签", "标籤", "關鍵字", "关键词", "タグ", "キーワード", "برچسب", "الوسوم", "كلمات مفتاحية", "תגיות", "תגים", "टैग", "टैग्स", "kata kunci", "topik", "태그"}
)  # fmt: skip
"""What stands before a list of tags."""

TAG_HEADINGS: frozenset[str] = frozenset(
    {"tags", "теги", "тэги", "etiketler", "etiquetas", "mots-cles", "برچسب ها", "الوسوم", "标签", "標籤", "タグ", "תגיות", "태그", "თეგები", "պիտակներ"}
)  # fmt: skip
"""Of these, what stands over a list of tags by itself, without a colon."""

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
    "כל הזכויות שמורות", "सर्वाधिकार सुरक्षित", "hak cipta dilindungi", "με επιφυλαξη παντος", "无断転載", "無断転載", "무단전재", "حقوق محفوظ", "الحقوق محفوظة", "alle rechten voorbehouden",
)  # fmt: skip
"""What a copyright line says, whoever's it is."""

ENDINGS_OF_ARTICLE: frozenset[str] = frozenset(
    {
        "--",
        "---",
        "***",
        "* * *",
        "###",
        "# # #",
        "-30-",
        "■",
        "-ends-",
        "(end)",
        "end",
        "ends",
        "конец",
        "___",
        "انتهای پیام",
        "(完)",
        "（完）",
        "【完】",
        "(끝)",
    }
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
        "來源",
        "出典",
        "sumber",
        "स्रोत",
        "מקור",
    }
)
"""Before a colon and the name of the agency or outlet that a text was taken from."""
