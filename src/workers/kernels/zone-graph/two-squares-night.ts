import type { NightScript } from '../../../domain/plan/night-script.ts';

/** A night of two hours for the tests' site `twoSquares`: 3,000 visits, and everybody leaves the east square at 18:30. */
export function twoSquaresNight(): NightScript {
  return {
    format: 'anlan-night',
    version: 1,
    name: { zh: '双广场之夜', en: 'Night of two squares' },
    startsAt: '2026-12-31T17:00:00+08:00',
    endsAt: '2026-12-31T19:00:00+08:00',
    seed: 7,
    people: {
      initial: 100,
      visits: [
        ['17:00', 100],
        ['18:00', 2500],
        ['18:30', 3000],
      ],
      occupancy: [
        ['17:00', 100],
        ['18:00', 2000],
        ['18:30', 2200],
        ['18:50', 200],
      ],
    },
    gates: [
      { gate: 'gate-west', arriving: [['17:00', 3]], leaving: [['17:00', 3]] },
      { gate: 'gate-metro', arriving: [['17:00', 2]], leaving: [['17:00', 2]] },
    ],
    zones: [
      {
        zone: 'west-square',
        attraction: [
          ['17:00', 2],
          ['18:00', 1],
        ],
      },
      {
        zone: 'east-square',
        attraction: [
          ['17:00', 2],
          ['18:00', 3],
          ['18:30', 3],
          ['18:31', 0],
        ],
      },
    ],
    attractions: [
      {
        id: 'stage-rail',
        name: { zh: '舞台围栏', en: 'Stage rail' },
        line: [
          [120.1599, 30.2562],
          [120.1599, 30.2564],
        ],
        radiusM: 8,
        strength: [['17:00', 1]],
      },
    ],
    shows: [
      {
        name: { zh: '演出', en: 'Show' },
        startsAt: ['17:40'],
        leadMin: 5,
        lastsMin: 10,
        zone: 'east-square',
        zoneFactor: 2,
        attraction: 'stage-rail',
        attractionFactor: 2,
      },
    ],
    behaviour: { strollMin: 60, shiftMin: 10, gateReachM: 300, gateJitter: 0.1 },
    release: {
      startsAt: '18:30',
      ring: 'core',
      setOut: [
        ['18:30', 0],
        ['18:40', 1],
      ],
    },
    phases: [
      { phase: 'arrival', startsAt: '17:00', reason: 'doors open' },
      { phase: 'egress', startsAt: '18:30', reason: 'the show is over' },
    ],
    sensors: {
      counterIntervalS: 10,
      cameraIntervalS: 5,
      densityIntervalS: 5,
      systematicShare: 0.8,
      driftMin: 30,
      undercount: { fromPerM2: 3, perPerM2: 0.1, atMost: 0.35, scatter: 0.25 },
      dropOuts: [{ kind: 'zoneCount', sensors: 1, startsAt: '17:30', lastsMin: 10 }],
    },
    drones: [
      {
        callsign: 'Drone-01',
        sysid: 1,
        base: [120.1591, 30.2563],
        route: [
          [120.159, 30.2562],
          [120.1598, 30.2563],
          [120.1594, 30.2565],
        ],
        altM: 60,
        speedMps: 7,
        climbMps: 3,
        firstTakeOff: '17:02',
        enduranceMin: 30,
        returnAtPct: 25,
        rechargeMin: 20,
        task: 'patrol',
      },
    ],
  };
}
