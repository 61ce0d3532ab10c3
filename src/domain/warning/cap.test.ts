import { describe, expect, it } from 'vitest';
import type { LonLat } from '../base/quantity.ts';
import { capXml, MAX_POLYGON_POINTS } from './cap.ts';
import { allowedStatuses, gradeOf, type WarnedPlace, type Warning } from './warning.ts';
import { warningTemplate } from './warning-words.ts';

const AT = Date.parse('2026-12-31T23:40:07+08:00');

const place: WarnedPlace = {
  id: 'fountain',
  kind: 'hotSpot',
  name: { zh: '音乐喷泉', en: 'Musical fountain' },
  rings: [
    [
      [120.158, 30.256],
      [120.159, 30.256],
      [120.159, 30.257],
      [120.158, 30.257],
    ],
  ],
  level: 'orange',
  figures: { people: 5_423.4, sd: 310.2, densityPerM2: 3.62, supportAt: AT - 7_000 },
  alertPeople: 6_000,
};

function warning(change: Partial<Warning> = {}): Warning {
  return {
    identifier: 'anlan-1-a',
    sender: 'post.hubin.example',
    sentAt: AT,
    timeZone: 'Asia/Shanghai',
    status: 'Actual',
    message: 'Alert',
    references: [],
    event: { zh: '湖滨跨年', en: 'Hubin New Year' },
    place,
    languages: ['zh', 'en'],
    texts: { zh: warningTemplate(place, 'zh', 'Alert'), en: warningTemplate(place, 'en', 'Alert') },
    validMin: 30,
    withCircle: true,
    ...change,
  };
}

const partsOf = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((found) => found[1]);

describe('a warning', () => {
  it('says the same in every language, with its figure and deviation', () => {
    const xml = capXml(warning());
    expect(partsOf(xml, 'language')).toEqual(['zh-CN', 'en-US']);
    expect(partsOf(xml, 'sent')).toEqual(['2026-12-31T23:40:07+08:00']);
    expect(partsOf(xml, 'expires')[0]).toBe('2027-01-01T00:10:07+08:00');
    expect(partsOf(xml, 'headline')).toEqual([
      '音乐喷泉人群密集橙色预警',
      'Musical fountain: crowd density, orange warning',
    ]);
    expect(partsOf(xml, 'description')).toEqual([
      '截至 23:40，该处约 5,423 人（±310），平均密度 3.6 人/平方米。已达警戒值 6,000 人的 90 %。',
      'At 23:40 about 5,423 people (±310) are there, 3.6 per square metre on average. That is 90 % of the alert value of 6,000.',
    ]);
    expect([
      partsOf(xml, 'urgency')[0],
      partsOf(xml, 'severity')[0],
      partsOf(xml, 'certainty')[0],
    ]).toEqual(['Expected', 'Severe', 'Observed']);
  });

  it('draws its place closed, latitude first', () => {
    const [polygon = ''] = partsOf(capXml(warning()), 'polygon');
    const pairs = polygon.split(' ');
    expect(pairs).toHaveLength(5);
    expect(pairs[0]).toBe('30.256000,120.158000');
    expect(pairs.at(-1)).toBe(pairs[0]);
    const [centre = '', radiusKm = ''] = (partsOf(capXml(warning()), 'circle')[0] ?? '').split(' ');
    expect(centre).toBe('30.256500,120.158500');
    // Half the diagonal of 96 m by 111 m.
    expect(Number(radiusKm)).toBeCloseTo(0.074, 3);
  });

  it('never has more points than receivers take', () => {
    const ring = Array.from({ length: 5_000 }, (_, index): LonLat => {
      const angle = (2 * Math.PI * index) / 5_000;
      return [120.158 + 0.002 * Math.cos(angle), 30.256 + 0.002 * Math.sin(angle)];
    });
    const [polygon = ''] = partsOf(
      capXml(warning({ place: { ...place, rings: [ring] } })),
      'polygon',
    );
    expect(polygon.split(' ')).toHaveLength(MAX_POLYGON_POINTS);
  });

  it('of a drill says so in its status, its note and every headline and instruction', () => {
    const xml = capXml(warning({ status: 'Exercise' }));
    expect(partsOf(xml, 'status')).toEqual(['Exercise']);
    expect(partsOf(xml, 'note')[0]).toContain('EXERCISE');
    expect(partsOf(xml, 'headline')).toEqual([
      expect.stringMatching(/^【演练】/),
      expect.stringMatching(/^EXERCISE: /),
    ]);
    expect(partsOf(xml, 'instruction')[1]).toMatch(/^EXERCISE: /);
  });

  it('that updates or cancels names what it refers to, in a form that can be split again', () => {
    const references = [
      { sender: 'post,of hubin', identifier: 'a b', sent: '2026-12-31T23:10:00+08:00' },
      { sender: 'post', identifier: 'c', sent: '2026-12-31T23:20:00+08:00' },
    ];
    const xml = capXml(warning({ message: 'Cancel', references }));
    expect(partsOf(xml, 'references')).toEqual([
      'post-of-hubin,a-b,2026-12-31T23:10:00+08:00 post,c,2026-12-31T23:20:00+08:00',
    ]);
    expect(partsOf(xml, 'responseType')[0]).toBe('AllClear');
    expect(partsOf(xml, 'urgency')[0]).toBe('Past');
  });
});

describe('the template', () => {
  it('follows the level, and the message that takes a warning back', () => {
    const headline = (level: WarnedPlace['level'], message: 'Alert' | 'Cancel') =>
      warningTemplate({ ...place, level }, 'zh', message).headline;
    expect(headline('red', 'Alert')).toBe('音乐喷泉人群密集红色预警');
    expect(headline('green', 'Alert')).toBe('音乐喷泉人群聚集提示');
    expect(headline('red', 'Cancel')).toBe('音乐喷泉人群密集预警解除');
  });
});

describe('the grade', () => {
  it('is observed only while its figure is fresh', () => {
    expect(gradeOf(place, AT).certainty).toBe('Observed');
    expect(gradeOf(place, AT + 120_000).certainty).toBe('Likely');
    const { figures: _figures, ...unknown } = place;
    expect(gradeOf({ ...unknown, level: 'unknown' }, AT)).toEqual({
      urgency: 'Unknown',
      severity: 'Unknown',
      certainty: 'Unknown',
    });
  });
});

it('a session that is not the real thing of now can only warn as an exercise', () => {
  expect(allowedStatuses(true)).toEqual(['Exercise']);
  expect(allowedStatuses(false)).toContain('Actual');
});
