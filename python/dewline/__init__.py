"""Dewline: what would a missile-warning network see, when, how sure could it be, and why?

A simulation from the open literature, not real-world data.

    import dewline as dw, pandas as pd
    s = dw.load("norwegian-rocket-1995")
    run = s.run(seed=1)
    print(run.headline)
    ledger = pd.DataFrame(run.ledger)
    print(run.why("moscow", "declared"))
    run.figure("ledger").save("fig1.svg")     # and fig1.csv, fig1.txt (caption)
    det = run.detections(centre="moscow")     # no truth in it

Units are SI and in the names: `_m`, `_s`, `_m_s`, `_rad`, `_db`. Times count seconds from the scenario's
epoch.
"""
from __future__ import annotations

from . import (_core, association, catalog, chart, earth, filters, infrared, metrics, orbit, propagation, radar, sense,
               study, survey, track, truth, warn)
from ._core import ContractError, RecordError, ScenarioError
from ._figure import Figure
from ._paths import data_dir, scenarios
from ._run import Run, read_run
from ._scenario import Scenario, load
from ._table import Table

__version__: str = _core.version
__all__ = ["ContractError", "Figure", "RecordError", "Run", "Scenario", "ScenarioError", "Table", "association", "catalog",
           "chart", "data_dir", "earth", "filters", "infrared", "load", "metrics", "orbit", "propagation", "radar", "read_run",
           "scenarios", "sense", "study", "survey", "track", "truth", "warn"]
