"""Cities that newspapers date from, folded in place. Data only; used where a place stands alone before a dash."""
# ruff: noqa: E501  names in many scripts, packed

CITIES: frozenset[str] = frozenset(
    """
abu dhabi|abuja|accra|addis ababa|aleppo|algiers|almaty|amman|amsterdam|anchorage|ankara|antananarivo|ashgabat|asmara|astana|asuncion|athens|atlanta|auckland|austin|
baghdad|baku|baki|bamako|bandar seri begawan|bangkok|bangui|banjul|barcelona|basra|beijing|beirut|belfast|belgrade|belmopan|berlin|bern|bishkek|bissau|bogota|boston|brasilia|bratislava|brazzaville|
bridgetown|brussels|bucharest|budapest|buenos aires|bujumbura|cairo|calgary|canberra|cape town|caracas|cardiff|chennai|chicago|chisinau|colombo|conakry|copenhagen|dakar|dallas|damascus|
delhi|denver|detroit|dhaka|dili|djibouti|dodoma|doha|donetsk|dubai|dublin|dushanbe|edinburgh|erbil|frankfurt|freetown|gaborone|ganja|gaza|gaza city|geneva|georgetown|glasgow|guatemala city|
gyumri|hamburg|hanoi|harare|havana|helsinki|hong kong|honolulu|houston|islamabad|istanbul|izmir|jakarta|jeddah|jerusalem|johannesburg|juba|kabul|kampala|karachi|kathmandu|kazan|khankendi|
kharkiv|khartoum|kherson|kiev|kyiv|kigali|kingston|kinshasa|kolkata|kuala lumpur|kuwait city|kuwait|kutaisi|lagos|la paz|lahore|leipzig|libreville|lilongwe|lima|lisbon|ljubljana|lome|london|los angeles|
luanda|lusaka|luxembourg|lviv|lyon|madrid|malabo|male|managua|manama|manchester|manila|maputo|maseru|mbabane|mecca|medellin|melbourne|mexico city|miami|milan|minneapolis|minsk|mogadishu|monaco|
monrovia|monterrey|montevideo|montreal|moroni|moscow|mosul|mumbai|munich|muscat|nairobi|nakhchivan|naples|nassau|naypyitaw|ndjamena|new delhi|new york|niamey|nicosia|nouakchott|nuku'alofa|odesa|
odessa|osaka|oslo|ottawa|ouagadougou|palermo|panama city|paramaribo|paris|perth|philadelphia|phnom penh|phoenix|podgorica|port louis|port moresby|port-au-prince|port of spain|porto-novo|prague|praia|
pretoria|pristina|pyongyang|quito|rabat|ramallah|reykjavik|riga|rio de janeiro|riyadh|rome|rostov-on-don|salt lake city|san diego|san francisco|san jose|san juan|san salvador|sanaa|santiago|
santo domingo|sao paulo|sarajevo|seattle|sevastopol|seoul|shanghai|shenzhen|shusha|simferopol|singapore|skopje|sofia|srinagar|st. louis|st. petersburg|stepanakert|stockholm|strasbourg|suva|
sydney|tabriz|taipei|tallinn|tashkent|tbilisi|tegucigalpa|tehran|tel aviv|the hague|thimphu|tirana|tokyo|toronto|tripoli|tunis|turin|ulaanbaatar|united nations|valletta|vancouver|vatican city|venice|
victoria|vienna|vientiane|vilnius|warsaw|washington|wellington|windhoek|yaounde|yangon|yerevan|zagreb|zurich|batumi|sumgait|
москва|баку|ереван|тбилиси|киев|київ|минск|астана|ташкент|бишкек|душанбе|ашхабад|париж|лондон|берлин|вашингтон|нью-йорк|женева|брюссель|анкара|стамбул|тегеран|пекин|токио|варшава|санкт-петербург|
wien|munchen|koln|rom|paris|genf|brussel|bruxelles|geneve|londres|moscou|berne|ginebra|bruselas|madrid|moscu|roma|milano|varsovia|lisboa|atenas|nueva york|washington d.c.|washington dc|
""".replace("\n", "")
    .strip("|")
    .split("|")
)
