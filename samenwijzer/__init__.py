"""The project itself: settings, the site map and the two server entry points.

`lib/` holds helpers that know nothing of the domain. Everything else lives in
the apps, one per noun of the product.
"""
