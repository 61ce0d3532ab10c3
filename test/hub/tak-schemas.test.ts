import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DroneId } from '../../src/domain/base/ids.ts';
import { capXml } from '../../src/domain/warning/cap.ts';
import {
  WARNING_MESSAGES,
  WARNING_STATUSES,
  type Warning,
} from '../../src/domain/warning/warning.ts';
import { readCotMeaning } from '../../src/main/hub/adapters/cot-meaning.ts';
import { readCotXml } from '../../src/main/hub/adapters/cot-xml.ts';
import {
  COT_SUBJECTS,
  cotDelete,
  cotEvents,
  cotXml,
} from '../../src/main/hub/outputs/cot-events.ts';
import type { Picture, PicturePlace } from '../../src/main/hub/outputs/picture.ts';
import { CANNOT_VALIDATE, CAP_SCHEMA, COT_SCHEMA, problemsOf } from './tak-xmllint.ts';

const NOW = Date.parse('2026-12-31T23:40:07+08:00');

/** Any text that may reach a name: whole Unicode, control characters, halves of pairs, markup. */
const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '湖滨一公园',
    ']]>',
    '</remarks>',
    '"&<\u0000>\'',
    '\ud83d',
    'a\nb\tc',
    '&amp;#0;',
  ),
);
const name = fc.record({ zh: anyName, en: anyName });
const lonLat = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
const near = fc
  .tuple(
    fc.double({ min: 0, max: 0.01, noNaN: true }),
    fc.double({ min: 0, max: 0.01, noNaN: true }),
  )
  .map(([east, north]) => [120.15 + east, 30.25 + north] as const);
const level = fc.constantFrom('green', 'yellow', 'orange', 'red', 'unknown');
const figure = fc.double({ min: 0, max: 1e6, noNaN: true });

const placeArbitrary: fc.Arbitrary<PicturePlace> = fc
  .tuple(
    fc.record({
      id: fc.constantFrom('lake-1', 'fountain'),
      kind: fc.constantFrom('zone', 'hotSpot'),
      name,
      ring: fc.array(near, { minLength: 3, maxLength: 150 }),
      at: near,
      level,
    }),
    fc.record(
      {
        people: figure,
        sd: figure,
        densityPerM2: figure,
        supportAt: fc.constant(NOW - 4_000),
        alertPeople: fc.nat(),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([always, maybe]) => ({ ...always, ...maybe }));

const picture: fc.Arbitrary<Picture> = fc
  .record({
    site: fc.record({ id: anyName, name }),
    time: fc.constant(NOW),
    sentAt: fc.constant(NOW),
    exercise: fc.boolean(),
    places: fc.array(placeArbitrary, { maxLength: 3 }),
    drones: fc.array(
      fc
        .tuple(
          fc.record({
            drone: anyName.map((id) => id as DroneId),
            callsign: anyName,
            at: lonLat,
            altM: figure,
          }),
          fc.record(
            {
              headingDeg: fc.double({ min: -720, max: 720, noNaN: true }),
              groundSpeedMps: fc.double({ min: -1, max: 40, noNaN: true }),
              batteryPct: fc.integer({ min: -1, max: 100 }),
              task: anyName,
            },
            { requiredKeys: [] },
          ),
        )
        .map(([{ at, ...always }, maybe]) => ({
          ...always,
          ...maybe,
          lon: at[0],
          lat: at[1],
          observedAt: NOW,
        })),
      { maxLength: 2 },
    ),
  })
  .map((drawn) => ({ ...drawn, alerts: drawn.places.filter(({ level: at }) => at !== 'green') }));

function eventsOf(one: Picture): readonly string[] {
  const events = (['zh', 'en'] as const).flatMap((language) =>
    cotEvents(one, language, COT_SUBJECTS),
  );
  return [
    ...events.map((event) => cotXml(event, NOW, 60_000)),
    ...events.slice(0, 2).map((event) => cotDelete(event, NOW, 60_000)),
  ];
}

const warnings: fc.Arbitrary<Warning> = fc
  .record({
    identifier: anyName,
    sender: anyName,
    senderName: name,
    status: fc.constantFrom(...WARNING_STATUSES),
    message: fc.constantFrom(...WARNING_MESSAGES),
    references: fc.array(
      fc.record({
        sender: anyName,
        identifier: anyName,
        sent: fc.constant('2026-12-31T23:10:00+08:00'),
      }),
      { maxLength: 2 },
    ),
    event: name,
    place: placeArbitrary,
    languages: fc.constantFrom(['zh', 'en'] as const, ['en'] as const, ['zh'] as const),
    texts: fc.record({
      zh: fc.record({ headline: anyName, instruction: anyName }),
      en: fc.record({ headline: anyName, instruction: anyName }),
    }),
    validMin: fc.integer({ min: 5, max: 1_440 }),
    withCircle: fc.boolean(),
    timeZone: fc.constantFrom('Asia/Shanghai', 'UTC', 'America/St_Johns'),
  })
  .map(({ place, ...one }): Warning => {
    const { ring, people, sd, densityPerM2, supportAt, ...rest } = place;
    const known = people !== undefined && sd !== undefined && densityPerM2 !== undefined;
    return {
      ...one,
      sentAt: NOW,
      place: {
        ...rest,
        rings: [ring, ring],
        ...(known
          ? {
              figures: {
                people,
                sd,
                densityPerM2,
                ...(supportAt === undefined ? {} : { supportAt }),
              },
            }
          : {}),
      },
    };
  });

describe('what is sent to other systems', () => {
  it('every kind of event is valid under the MITRE base schema, whatever the names', async ({
    skip,
  }) => {
    skip(CANNOT_VALIDATE !== undefined, CANNOT_VALIDATE);
    const events = fc.sample(picture, { numRuns: 150, seed: 20_261_231 }).flatMap(eventsOf);
    const types = new Set(events.map((event) => / type="([^"]+)"/.exec(event)?.[1]));
    expect([...types].sort()).toEqual(['a-f-A-M-H-Q', 'b-a-g', 't-x-d-d', 'u-d-f']);
    expect(await problemsOf(COT_SCHEMA, events)).toEqual([]);
  });

  it('every warning is valid under the schema of CAP 1.2, whatever the names', async ({ skip }) => {
    skip(CANNOT_VALIDATE !== undefined, CANNOT_VALIDATE);
    const all = fc.sample(warnings, { numRuns: 300, seed: 20_261_231 }).map(capXml);
    expect(await problemsOf(CAP_SCHEMA, all)).toEqual([]);
  });

  it('the validator finds what is wrong', async ({ skip }) => {
    skip(CANNOT_VALIDATE !== undefined, CANNOT_VALIDATE);
    const [event = ''] = eventsOf({
      site: { id: 's', name: { zh: '', en: '' } },
      time: NOW,
      sentAt: NOW,
      exercise: false,
      places: [],
      alerts: [],
      drones: [{ drone: 'd' as DroneId, callsign: 'c', observedAt: NOW, lon: 1, lat: 1, altM: 1 }],
    });
    const broken = event.replace(' lat="1.0000000"', ' lat="1e0"');
    expect(broken).not.toBe(event);
    expect((await problemsOf(COT_SCHEMA, [event, broken])).join('\n')).toContain('1e0');
  });
});

it('every event that is sent is read back by the adapter as it was meant', () => {
  fc.assert(
    fc.property(picture, (one) => {
      for (const event of cotEvents(one, 'zh', COT_SUBJECTS)) {
        // As another system's: its own events the adapter leaves alone.
        const xml = cotXml({ ...event, uid: `x${event.uid}`.slice(0, 100) }, NOW, 60_000);
        const read = readCotXml(Buffer.from(xml));
        if (!read.ok) throw new Error(read.error);
        const meaning = readCotMeaning(read.value, NOW, 0);
        if (!meaning.ok) {
          expect(meaning.error).toContain('has no position');
          continue;
        }
        // A drone of ours claims no height above the ellipsoid, and so is a mark to others.
        if (meaning.value.kind !== 'mark') throw new Error(`read as a ${meaning.value.kind}`);
        const { mark } = meaning.value;
        const { type, at, detail } = event.body;
        expect(mark).toMatchObject({ type, observedAt: NOW, staleAt: NOW + 60_000 });
        expect(mark.lon).toBeCloseTo(at[0], 6);
        expect(mark.lat).toBeCloseTo(at[1], 6);
        const corners = (detail.match(/<link point=/g)?.length ?? 0) - 1;
        expect(mark.ring?.length).toBe(corners >= 3 ? corners : undefined);
      }
    }),
    { numRuns: 200 },
  );
});
