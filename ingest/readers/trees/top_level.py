"""Last labels of host names, as far as news is published under them. Data only.

Country codes are those of ISO 3166 that are delegated; of the others the usual ones. A label that is missing here
costs an address that would have been known; one that is a file's ending would make hosts of files.
"""

COUNTRIES = frozenset(
    """ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd
    cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf
    gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km
    kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz
    na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg
    sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc
    ve vg vi vn vu wf ws ye yt za zm zw""".split()  # noqa: SIM905  one word a line would fill pages
)

GENERIC = frozenset(
    """com org net edu gov mil int info biz name pro aero coop museum jobs mobi travel tel cat asia post press news
    media online site website live today world life blog agency report reports network digital global africa london
    berlin paris moscow nyc wien brussels istanbul ist quebec scot wales cymru bzh gal eus corsica swiss top club space
    tech app dev page link wiki work works fyi social community center foundation ngo ong international government
    democrat vote watch guide review reviews email press radio video events city zone plus one xyz icu vip store
    shop example
    """.split()  # noqa: SIM905  one word a line would fill pages
)
"""`example` is reserved for examples and belongs to nobody."""

NO_HOSTS = frozenset({"sh", "py", "pl", "md", "rs", "ps", "so", "cc", "zip", "mov"})
"""Labels that end the names of files more often than those of hosts: such a folder must begin with `www.`."""
