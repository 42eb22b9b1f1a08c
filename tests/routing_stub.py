"""A routing engine for tests: answers as each engine gives them, on localhost.

OSRM's and Valhalla's are as the engines themselves gave them (tests/tables/recorded), others' as
their documentation shows them.

Points are known by their longitude: 1.0, 2.0 … are places; from a to b it is 60 a + 7 b seconds and
1000 a + b metres, so that no two ways are alike. From and to place 4 there is no way; place 3 is
812.4 m from its road.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CLOSED, FAR = 4, 3


def seconds(a, b):
    if CLOSED in (a, b) and a != b:
        return None
    return 0.0 if a == b else 60.0 * a + 7 * b


def metres(a, b):
    return None if seconds(a, b) is None else 0.0 if a == b else 1000.0 * a + b


def off_road(place):
    return 812.4 if place == FAR else 4.087


def table(of, origins, destinations):
    return [[of(a, b) for b in destinations] for a in origins]


def osrm(path, _):
    parts = urlsplit(path)
    assert parts.path.startswith("/table/v1/driving/")
    points = [one.split(",") for one in parts.path.rsplit("/", 1)[1].split(";")]
    places = [round(float(lon)) for lon, _ in points]
    query = parse_qs(parts.query)
    assert query["annotations"] == ["duration,distance"]
    chosen = [
        [places[int(index)] for index in query[name][0].split(";")]
        for name in ("sources", "destinations")
    ]
    waypoints = [
        [
            {"hint": "8w8A", "distance": off_road(p), "location": [p, 30.0], "name": "人民路"}
            for p in own
        ]
        for own in chosen
    ]
    return {
        "code": "Ok",
        "durations": table(seconds, *chosen),
        "distances": table(metres, *chosen),
        "sources": waypoints[0],
        "destinations": waypoints[1],
    }


def ors(path, body):
    assert path == "/v2/matrix/driving-car"
    places = [round(lon) for lon, _ in body["locations"]]
    chosen = [[places[index] for index in body[name]] for name in ("sources", "destinations")]
    snapped = [
        [{"location": [p, 30.0], "snapped_distance": off_road(p)} for p in own] for own in chosen
    ]
    return {
        "durations": table(seconds, *chosen),
        "distances": table(metres, *chosen),
        "destinations": snapped[1],
        "sources": snapped[0],
        "metadata": {"attribution": "openrouteservice.org", "service": "matrix"},
    }


def valhalla(path, body):
    path, _, key = path.partition("?")
    assert key in {"", "api_key=secret"}
    if path == "/locate":
        return [
            {
                "input_lon": one["lon"],
                "input_lat": one["lat"],
                "nodes": None,
                # A degree of latitude is 111.2 km.
                "edges": [
                    {
                        "correlated_lat": one["lat"] + off_road(round(one["lon"])) / 111_195,
                        "correlated_lon": one["lon"],
                        "side_of_street": "left",
                        "percent_along": 0.5,
                        "way_id": 1,
                    }
                ],
            }
            for one in body["locations"]
        ]
    assert path == "/sources_to_targets"
    assert body["costing"] == "auto"
    chosen = [[round(one["lon"]) for one in body[name]] for name in ("sources", "targets")]
    if all(seconds(a, b) is None for a in chosen[0] for b in chosen[1]):
        raise RefusedError(400, {"error_code": 442, "error": "No path could be found for input"})
    return {
        "algorithm": "costmatrix",
        "units": "kilometers",
        "sources_to_targets": [
            [valhalla_way(a, b, row, column) for column, b in enumerate(chosen[1])]
            for row, a in enumerate(chosen[0])
        ],
    }


def valhalla_way(a, b, row, column):
    known = {
        "distance": None if metres(a, b) is None else metres(a, b) / 1000,
        "time": seconds(a, b),
        "to_index": column,
        "from_index": row,
    }
    if a == b or known["time"] is None:
        return known
    ends = {"begin_lat": 30.0, "begin_lon": float(a), "end_lat": 30.0, "end_lon": float(b)}
    return known | ends | {"begin_heading": 89.9, "end_heading": 0.0}


def graphhopper(path, body):
    assert path.startswith("/matrix?key=")
    assert body["fail_fast"] is False
    chosen = [[round(lon) for lon, _ in body[name]] for name in ("from_points", "to_points")]
    return {
        "distances": table(metres, *chosen),
        "times": table(seconds, *chosen),
        "info": {"copyrights": ["GraphHopper", "OpenStreetMap contributors"]},
    }


ANSWERS = {"osrm": osrm, "ors": ors, "valhalla": valhalla, "graphhopper": graphhopper}


class RefusedError(Exception):
    """An answer with another code than 200."""


class Stub:
    """What the server was asked, and what it is to fail."""

    def __init__(self):
        self.asked = []
        self.headers = []
        self.failures = []


@contextmanager
def routing_engine(kind):
    """Serve one kind of engine; yield its address and what it was asked."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._answer(None)

        def do_POST(self):
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body):
            stub.asked.append((self.path, body))
            stub.headers.append(dict(self.headers))
            if stub.failures:
                code, told = stub.failures.pop(0)
            else:
                code, told = self._find(body)
            data = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _find(self, body):
            try:
                return 200, ANSWERS[kind](self.path, body)
            except RefusedError as refused:
                return refused.args

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
