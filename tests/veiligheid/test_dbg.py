import traceback
from tests.veiligheid.test_invoer import *
from tests.veiligheid.test_invoer import wereld as wereld
def test_bad_input_is_answered(): pass
def test_next_never_leads_elsewhere(wereld):
    seen=set()
    for wie in ACTOREN:
      for path in wereld.addresses.values():
        for target in NEXT:
            data = urlencoded({"next": vijandig.encode(target)})
            for v in (Verzoek("GET", path, data.decode()), Verzoek("POST", path, data.decode(), data), Verzoek("POST", path, "", data)):
                r = wereld.send(wie, v)
                for f in faults(r):
                    tb = traceback.extract_tb(r.exc_info[2])[-4:] if getattr(r,"exc_info",None) else ""
                    print(wie, v.method, path, target[:30], bool(v.query), r.status_code, f[:100], [(t.filename[-50:], t.lineno, t.name) for t in tb])
