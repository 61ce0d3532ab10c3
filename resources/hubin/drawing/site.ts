import { drawCheckpointCounters, drawCheckpoints } from './checkpoints.ts';
import { drawObstacles } from './obstacles.ts';
import { nameOf, ORIGIN } from './pen.ts';
import { drawGates, drawHotSpots, drawPosts } from './places.ts';
import { drawCameras, drawGateCounters, drawMetroFeeds, drawPointDensities } from './sensors.ts';
import { drawOpenGround, drawStreets } from './ways.ts';
import { drawPassages, drawZones } from './zones.ts';

/** The site document of the demo event, before it is checked against the schema. */
export function drawSite() {
  return {
    format: 'anlan-site',
    version: 1,
    id: 'hubin',
    name: nameOf('杭州湖滨跨年夜', "Hubin New Year's Eve, Hangzhou"),
    timeZone: 'Asia/Shanghai',
    attribution: '© OpenStreetMap contributors (ODbL 1.0)',
    origin: ORIGIN,
    grid: { westM: -600, southM: -455, cols: 1100, rows: 1000, cellM: 1 },
    streets: drawStreets(),
    openGround: drawOpenGround(),
    obstacles: drawObstacles(),
    zones: drawZones(),
    hotSpots: drawHotSpots(),
    checkpoints: drawCheckpoints(),
    passages: drawPassages(),
    gates: drawGates(),
    posts: drawPosts(),
    sensors: [
      ...drawCheckpointCounters(),
      ...drawGateCounters(),
      ...drawMetroFeeds(),
      ...drawCameras(),
      ...drawPointDensities(),
    ],
  };
}
