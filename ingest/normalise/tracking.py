"""Names of URL parameters that say how a reader came to a page, not which page it is. Data only."""

TRACKING_NAMES = frozenset(
    """
    _ga _gl _hsenc _hsmi _openstat at_campaign at_medium cmpid dclid epik fb_action_ids fb_action_types fb_ref fb_source
    fbclid ga_campaign ga_medium ga_source gbraid gclid gclsrc gs_l guce_referrer guce_referrer_sig guccounter icid igsh
    igshid mc_cid mc_eid mkt_tok msclkid ncid ocid oly_anon_id oly_enc_id ref_src ref_url s_cid s_kwcid smid spm srsltid
    taid trk ttclid twclid vero_conv vero_id wbraid wickedid wt_mc xtor yclid ysclid zanpid
    """.split()  # noqa: SIM905  sixty names read better as a paragraph than as sixty lines
)
"""Whole names, lower-case."""

TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "__hs")
"""Beginnings of names, lower-case."""
