import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WarningRequest } from '../../src/domain/warning/warning.ts';
import { readCap } from '../../src/main/hub/commands/context-cap.ts';
import { type HubProcess, startHub } from './hub-process.ts';
import { RECORDINGS } from './metro-day.ts';
import { eventFolder } from './tak-hub.ts';
import { CANNOT_VALIDATE, CAP_SCHEMA, problemsOf } from './tak-xmllint.ts';
import { type TestSeat, takeSeat } from './test-seat.ts';

let folder: string;
let hub: HubProcess | undefined;
let seat: TestSeat | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-cap-'));
});
afterEach(async () => {
  seat?.close();
  await hub?.stop();
  hub = undefined;
  seat = undefined;
  await rm(folder, { recursive: true });
});

async function open(source: 'live' | 'rehearsal') {
  const feeds = {
    live: [],
    rehearsal: [],
    warnings: { sender: 'post@hubin.example', senderName: { zh: '湖滨指挥部', en: 'Hubin post' } },
  };
  const event = await eventFolder(folder, feeds);
  const file = path.join(folder, 'night.anlan');
  hub = await startHub([event, '--source', source, '--event-file', file]);
  seat = await takeSeat(hub.url, 'commander', 'Lin');
  return seat;
}

const part = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

function request(change: Partial<WarningRequest> = {}): WarningRequest {
  return {
    place: 'musical-fountain',
    message: 'Alert',
    status: 'Actual',
    languages: ['zh', 'en'],
    texts: { en: { headline: 'Keep away <now> & "listen"', instruction: 'Walk north.' } },
    validMin: 30,
    withCircle: true,
    ...change,
  };
}

describe('a public warning', () => {
  it('is issued, updated and cancelled, each referring to the ones before, on record', async () => {
    const live = await open('live');
    const place = 'musical-fountain';
    const preview = await live.call('warning.preview', request({ place }));
    expect(part(preview.xml, 'identifier')).toBe('preview-not-issued');
    expect(Object.keys(live.world().warnings)).toEqual([]);

    const first = await live.call('warning.issue', { ...request({ place }), request: 'request-1' });
    expect(part(first.xml, 'sender')).toBe('post@hubin.example');
    expect(part(first.xml, 'status')).toBe('Actual');
    expect(first.xml).toContain('<headline>Keep away &lt;now&gt; &amp; "listen"</headline>');
    // The same request again: the same answer, and nothing new.
    expect(
      await live.call('warning.issue', { ...request({ place }), request: 'request-1' }),
    ).toEqual(first);
    await expect(
      live.call('warning.issue', { ...request({ place }), request: 'request-2' }),
    ).rejects.toThrow(/open already/);

    const update = await live.call('warning.issue', {
      ...request({ place, message: 'Update' }),
      request: 'request-3',
    });
    expect(part(update.xml, 'references')).toBe(
      `post@hubin.example,${first.identifier},${part(first.xml, 'sent')}`,
    );
    const cancel = await live.call('warning.issue', {
      ...request({ place, message: 'Cancel' }),
      request: 'request-4',
    });
    expect(part(cancel.xml, 'references')?.split(' ')).toHaveLength(2);
    expect(live.world().warnings).toEqual({});
    await expect(
      live.call('warning.issue', {
        ...request({ place, message: 'Cancel' }),
        request: 'request-5',
      }),
    ).rejects.toThrow(/nothing to cancel/);
    if (CANNOT_VALIDATE === undefined) {
      const all = [preview.xml, first.xml, update.xml, cancel.xml];
      expect(await problemsOf(CAP_SCHEMA, all)).toEqual([]);
    }
  });

  it('of a rehearsal can only be an exercise', async () => {
    const drill = await open('rehearsal');
    const place = 'musical-fountain';
    for (const status of ['Actual', 'Draft'] as const) {
      await expect(
        drill.call('warning.issue', {
          ...request({ place, status }),
          request: `request-${status.toLowerCase()}`,
        }),
      ).rejects.toThrow(/only give warnings of status Exercise/);
      await expect(drill.call('warning.preview', request({ place, status }))).rejects.toThrow(
        /Exercise/,
      );
    }
    const { xml } = await drill.call('warning.issue', {
      ...request({ place, status: 'Exercise' }),
      request: 'request-9',
    });
    expect(part(xml, 'status')).toBe('Exercise');
    expect(part(xml, 'note')).toContain('EXERCISE');
    expect(xml).toContain('<headline>EXERCISE: Keep away');
    if (CANNOT_VALIDATE === undefined) expect(await problemsOf(CAP_SCHEMA, [xml])).toEqual([]);
  });

  it('needs a person, a role and a place', async () => {
    await open('live');
    const place = 'musical-fountain';
    const issue = { ...request({ place }), request: 'request-1' };
    seat?.close();
    seat = await takeSeat(hub?.url ?? '', 'commander');
    await expect(seat.call('warning.issue', issue)).rejects.toThrow(/take over by name/);
    const wall = await takeSeat(hub?.url ?? '', 'wall', undefined);
    await expect(wall.call('warning.issue', issue)).rejects.toThrow(/may not call/);
    wall.close();
    await expect(seat.call('warning.preview', request({ place: 'nowhere' }))).rejects.toThrow(
      /no zone or hot-spot "nowhere"/,
    );
  });
});

describe('a CAP message of others', () => {
  const NOW = Date.now();
  const iso = (offsetMin: number) =>
    new Date(NOW + offsetMin * 60_000).toISOString().replace(/\.\d+Z/, '+00:00');
  const message = (
    change: { id?: string; type?: string; refs?: string; area?: string; head?: string } = {},
  ) =>
    `${change.head ?? ''}<cap:alert xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"><cap:identifier>${change.id ?? 'w-1'}</cap:identifier>
<cap:sender>met@example</cap:sender><cap:sent>${iso(-1)}</cap:sent><cap:status>Actual</cap:status>
<cap:msgType>${change.type ?? 'Alert'}</cap:msgType><cap:scope>Public</cap:scope>${change.refs ? `<cap:references>${change.refs}</cap:references>` : ''}
<cap:info><cap:language>en</cap:language><cap:event>Wind</cap:event><cap:headline>Gale &amp; gusts</cap:headline>
<cap:expires>${iso(60)}</cap:expires><cap:description>Up to 20 m/s</cap:description>
<cap:area><cap:areaDesc>West Lake</cap:areaDesc>${change.area ?? '<cap:polygon>30.25,120.14 30.25,120.16 30.27,120.16 30.25,120.14</cap:polygon>'}</cap:area></cap:info></cap:alert>`;

  it('is put on the map, replaced and taken off again', async () => {
    const live = await open('live');
    expect(await live.call('context.importCap', { text: message() })).toEqual({
      put: 1,
      removed: 0,
      notices: [],
    });
    expect(live.world().marks['cap:w-1']).toMatchObject({
      source: 'cap',
      type: 'Wind',
      name: 'Gale & gusts',
      text: 'West Lake: Up to 20 m/s',
      ring: [
        [expect.closeTo(120.14, 6), expect.closeTo(30.25, 6)],
        [expect.closeTo(120.16, 6), expect.closeTo(30.25, 6)],
        [expect.closeTo(120.16, 6), expect.closeTo(30.27, 6)],
      ],
    });
    const refs = `met@example,w-1,${iso(-1)}`;
    const update = message({
      id: 'w-2',
      type: 'Update',
      refs,
      area: '<cap:circle>30.25,120.15 1.5</cap:circle><cap:polygon>1,2 3</cap:polygon>',
    });
    expect(await live.call('context.importCap', { text: update })).toMatchObject({
      put: 1,
      removed: 1,
      notices: [expect.stringContaining('polygon')],
    });
    expect(Object.keys(live.world().marks)).toEqual(['cap:w-2']);
    const cancel = message({ id: 'w-3', type: 'Cancel', refs: `met@example,w-2,${iso(0)}` });
    expect(await live.call('context.importCap', { text: cancel })).toMatchObject({
      put: 0,
      removed: 1,
    });
    expect(live.world().marks).toEqual({});
  });

  it('opens no connection and resolves no entity, whatever it names', async () => {
    const asked: string[] = [];
    const server = http.createServer((incoming, answer) => {
      asked.push(incoming.url ?? '');
      answer.end('<!ENTITY x "reached">');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const live = await open('live');
      const doctypes = [
        `<!DOCTYPE cap:alert SYSTEM "${address}/alert.dtd">`,
        `<!DOCTYPE cap:alert [<!ENTITY % d SYSTEM "${address}/d"> %d;]>`,
        `<!DOCTYPE cap:alert [<!ENTITY x SYSTEM "file:///etc/passwd">]>`,
        `<!-- --><!doctype cap:alert [<!ENTITY x "y">]>`,
      ];
      for (const head of doctypes) {
        const text = message({ head }).replace('Up to 20 m/s', '&x;');
        await expect(live.call('context.importCap', { text })).rejects.toThrow(
          /document type \(DOCTYPE\)/,
        );
      }
      // Addresses where CAP allows them, a style sheet, an include, and an entity that nothing declares.
      const named = message({
        head: `<?xml version="1.0"?><?xml-stylesheet href="${address}/style.xsl" type="text/xsl"?>`,
      })
        .replace('</cap:headline>', `</cap:headline><cap:web>${address}/web</cap:web>`)
        .replace(
          '<cap:area>',
          `<cap:resource><cap:resourceDesc>d</cap:resourceDesc><cap:mimeType>image/png</cap:mimeType><cap:uri>${address}/uri</cap:uri></cap:resource><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${address}/include"/><cap:area>`,
        )
        .replace('Up to 20 m/s', '&x; &amp;lt; &#x41;');
      await live.call('context.importCap', { text: named });
      expect(live.world().marks['cap:w-1']?.text).toBe('West Lake: &x; &lt; A');
      expect(asked).toEqual([]);
      expect((await fetch(`${address}/proof`)).ok).toBe(true);
      expect(asked).toEqual(['/proof']);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it.each([
    ['', 'is not XML'],
    ['{"alert":1}', 'is not XML'],
    ['<a></b>', 'is not XML'],
    ['<alert/>', 'namespace'],
    ['<rss xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>', 'not "alert"'],
    [message().replace('>Actual<', '>Test<'), 'status "Test"'],
    [message({ type: 'Ack' }), 'type "Ack"'],
    [message({ area: '' }), 'draws no area'],
    [message({ area: '<cap:polygon>95,1 1,1 2,2 95,1</cap:polygon>' }), 'cannot be drawn'],
    [message().replace(iso(60), iso(-60)), 'expired'],
  ])('%# is refused in words: %j', (text, why) => {
    const read = readCap(text, NOW);
    expect(read.ok ? '' : read.error).toContain(why);
  });

  it('real ones are read: CAP 1.1 and 1.2', async ({ skip }) => {
    skip(!RECORDINGS, 'ANLAN_DATA names no folder with CAP messages');
    const alerts = path.join(RECORDINGS ?? '', 'alert');
    const read = async (file: string, now: string) =>
      readCap(await readFile(path.join(alerts, file), 'utf8'), Date.parse(now));
    const canada = await read('canada.cap', '2012-05-02T23:30:00Z');
    expect(canada.ok && canada.value.marks.length).toBe(2);
    expect(canada.ok && canada.value.replaces).toHaveLength(3);
    const earthquake = await read('earthquake.cap', '2000-01-01T00:00:00Z');
    expect(
      earthquake.ok ? earthquake.value.marks.map(({ source }) => source) : earthquake.error,
    ).toEqual(['cap']);
    const sparse = await read('no_optional_fields.cap', '2000-01-01T00:00:00Z');
    expect(sparse.ok ? '' : sparse.error).toMatch(/.{10}/);
  });
});
