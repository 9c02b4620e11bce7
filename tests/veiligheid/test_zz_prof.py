import cProfile, pstats, pytest
from tests.veiligheid.matrix import *
from tests.veiligheid.opstelling import *
@pytest.mark.django_db
def test_prof():
    with whole_site_map():
        w=make_wereld(); a=w["lid A"]; sign_in(a); a.client.raise_request_exception=False
        ch=list(cells(a))
        p=cProfile.Profile(); p.enable()
        check_cells(a,ch)
        p.disable()
        s=pstats.Stats(p); s.sort_stats("tottime").print_stats(28); s.sort_stats("cumtime").print_stats(60)
