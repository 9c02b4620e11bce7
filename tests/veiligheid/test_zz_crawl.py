import collections, re, time
from tests.veiligheid.test_kanaries import *
from tests.veiligheid import speurtocht
def test_zz(wereld, monkeypatch):
    monkeypatch.setattr(speurtocht,"MOST_PAGES",1000)
    a=wereld["beheerder"]; sign_in(a)
    b=paths(a); t=Speurtocht(a, plant(wereld))
    try: t.crawl(b)
    except AssertionError: pass
    c=collections.Counter(re.sub(r"[0-9a-f]{8}-[-0-9a-f]{27}","U",re.sub(r"/\d+/","/N/",re.sub("=[^&]*","=",p))) for p in t.opened)
    for k,v in c.most_common(60): print(v,k)
    print(t.lekken[:20])
