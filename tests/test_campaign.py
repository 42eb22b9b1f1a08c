"""The campaign in small: random problems and damaged files, and failures that are told of."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def campaign(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.setattr(sys, "path", sys.path[:])
    from benchmarks import campaign

    return campaign


def test_nothing_is_lost_on_random_problems_and_damaged_files(campaign, tmp_path, capsys):
    words = ["--problems", "2", "--damaged", "6", "--seed", "5", "--out", str(tmp_path)]
    assert campaign.main(words) == 0
    assert "damaged: 6 tried, 0 failed" in capsys.readouterr().out


def test_a_campaign_goes_on_where_it_stopped_and_its_figures_are_on_the_page(
    campaign, tmp_path, monkeypatch, capsys
):
    asked = []

    def attempt(count, first):
        asked.append((first, count))
        return iter([("damaged 60", "a traceback")] if first == 50 else [])

    monkeypatch.setitem(campaign.TRIED, "damaged", attempt)
    assert campaign.main(["--damaged", "50", "--out", str(tmp_path)]) == 0
    assert campaign.main(["--damaged", "120", "--out", str(tmp_path)]) == 1
    assert asked == [(0, 50), (50, 50), (100, 20)]
    assert "damaged: 120 tried, 1 failed" in capsys.readouterr().out

    from benchmarks import results
    from benchmarks.batches import read_batches

    ((kind, tried, failed, *_),) = results._campaign(read_batches(tmp_path / "tried.csv"))
    assert (kind, tried, failed) == ("damaged", "120", "1")


def test_a_failure_is_a_row_and_an_exit_code(campaign, tmp_path, monkeypatch):
    monkeypatch.setitem(campaign.TRIED, "problems", lambda *_: iter([("problem", "a plan lost")]))
    assert campaign.main(["--problems", "3", "--out", str(tmp_path)]) == 1
    assert "a plan lost" in (tmp_path / "campaign.csv").read_text(encoding="utf-8-sig")
