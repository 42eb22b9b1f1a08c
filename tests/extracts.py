"""A small town as OpenStreetMap has it: invented, with a oneway, a closed road and an island.

A degree of latitude is 111.195 km; roads run along one meridian and one parallel at the equator.
"""

NODES = {
    1: (0.00, 0.00),
    2: (0.01, 0.00),
    3: (0.02, 0.00),
    4: (0.02, 0.01),
    5: (0.01, 0.01),
    6: (0.00, 0.01),
    7: (0.50, 0.50),
    8: (0.51, 0.50),
    9: (0.03, 0.00),
}
WAYS = [
    ((1, 2, 3), {"highway": "primary"}),  # 65 km/h
    ((3, 4), {"highway": "residential", "maxspeed": "50"}),  # 40
    ((4, 5), {"highway": "residential", "oneway": "yes"}),  # 25
    ((5, 6), {"highway": "tertiary", "oneway": "-1"}),  # 40, from 6 to 5
    ((6, 1), {"highway": "secondary"}),  # 55
    ((2, 5), {"highway": "service", "access": "private"}),
    ((2, 5), {"highway": "footway"}),
    ((7, 8), {"highway": "residential"}),
    ((3, 9), {"highway": "unclassified", "maxspeed": "30 mph"}),
    ((9, 4), {"highway": "construction"}),
    ((1, 6), {"building": "yes"}),
    ((5, 2), {"waterway": "river"}),
]


def write_extract(path, ways=WAYS):
    """Write the town as XML, or as PBF where the name says so."""
    import osmium

    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for number, place in NODES.items():
            writer.add_node(osmium.osm.mutable.Node(id=number, version=1, location=place))
        for number, (nodes, tags) in enumerate(ways, 1):
            writer.add_way(osmium.osm.mutable.Way(id=number, version=1, nodes=nodes, tags=tags))
    return path
