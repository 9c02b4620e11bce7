from tests.pdfua.cmaps import Cmap, lees_cmap


def test_characters_are_read() -> None:
    cmap = lees_cmap(b"2 beginbfchar <01> <0041> <0002> <d83dde42> endbfchar")
    assert cmap == Cmap({1: "A", 2: "🙂"}, {}, 0, ())


def test_range_counts_on() -> None:
    cmap = lees_cmap(b"beginbfrange <0001> <0003> <0041> endbfrange")
    assert cmap.teksten == {1: "A", 2: "B", 3: "C"}


def test_range_with_an_array_takes_from_it_in_turn() -> None:
    bron = b"beginbfrange <01> <02> [<0041> <00660069>] <03> <03> <0043> endbfrange"
    assert lees_cmap(bron).teksten == {1: "A", 2: "fi", 3: "C"}


def test_array_that_is_too_long_does_not_spill() -> None:
    bron = b"beginbfrange <01> <01> [<0041> <0042>] <02> <02> <0043> endbfrange"
    assert lees_cmap(bron).teksten == {1: "A", 2: "C"}


def test_cids_are_read() -> None:
    bron = b"begincidchar <0009> 5 endcidchar begincidrange <01> <03> 7 endcidrange"
    assert lees_cmap(bron).cids == {9: 5, 1: 7, 2: 8, 3: 9}


def test_direction_and_other_cmaps_are_read() -> None:
    cmap = lees_cmap(b"/Identity-H usecmap /WMode 1 def")
    assert (cmap.wmode, cmap.gebruikt) == (1, ("Identity-H",))


def test_empty_text_is_no_text() -> None:
    assert lees_cmap(b"beginbfchar <01> <> endbfchar").teksten == {1: ""}


def test_unfinished_block_is_read_as_far_as_it_goes() -> None:
    assert lees_cmap(b"beginbfrange <01> <02> endbfrange").teksten == {}
