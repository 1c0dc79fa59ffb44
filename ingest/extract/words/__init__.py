"""The newspaper's small forms, for pages and dumps alike: bylines, datelines, agencies, media flags. Pure."""
