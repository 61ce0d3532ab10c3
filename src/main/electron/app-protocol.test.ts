import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '../hub/transport/content-security-policy.ts';
import { appProtocol } from './app-protocol.ts';

const home = mkdtempSync(path.join(tmpdir(), 'anlan-app-protocol-'));
const map = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
const serve = appProtocol([
  { prefix: '/', folder: path.join(home, 'renderer') },
  { prefix: '/resources/', folder: path.join(home, 'resources'), only: ['.png', '.pmtiles'] },
  { prefix: '/tiles/', folder: path.join(home, 'no such folder') },
]);
const get = (place: string, init?: RequestInit) => serve(new Request(`app://anlan${place}`, init));

beforeAll(() => {
  const write = (file: string, content: string | Uint8Array) => {
    mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
    writeFileSync(path.join(home, file), content);
  };
  write('renderer/index.html', '<!doctype html>安澜');
  write('renderer/assets/main.js', 'export {};');
  write('renderer/assets/empty.css', '');
  write('renderer/assets/secret.sqlite', 'no');
  write('renderer/assets/with space 图.svg', '<svg/>');
  write('resources/map.pmtiles', map);
  write('resources/hubin/night.json', '{"sealed": true}');
  write('secret.json', '{"outside": true}');
  write('renderer-of-another/index.html', 'another');
  symlinkSync(path.join(home, 'secret.json'), path.join(home, 'renderer', 'link.json'));
});
afterAll(() => rmSync(home, { recursive: true }));

describe('app://anlan', () => {
  test('serves a page with its type and every protection', async () => {
    const response = await get('/index.html?role=wall');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('安澜');
    expect(Object.fromEntries(response.headers)).toEqual({
      'accept-ranges': 'bytes',
      'content-length': '21',
      'content-security-policy': contentSecurityPolicy(),
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  test.each([
    ['/assets/main.js', 'text/javascript; charset=utf-8'],
    ['/assets/empty.css', 'text/css; charset=utf-8'],
    ['/assets/with%20space%20%E5%9B%BE.svg', 'image/svg+xml'],
    ['/resources/map.pmtiles', 'application/vnd.pmtiles'],
  ])('%s is %s', async (place, type) => {
    const response = await get(place);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    await response.arrayBuffer();
  });

  test('answers a range with exactly its bytes', async () => {
    const response = await get('/resources/map.pmtiles', {
      headers: { range: 'bytes=70000-70099' },
    });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 70000-70099/100000');
    expect(response.headers.get('content-length')).toBe('100');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(map.slice(70_000, 70_100));
  });

  test('answers a range outside the file with 416 and its size', async () => {
    const response = await get('/resources/map.pmtiles', { headers: { range: 'bytes=100000-' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */100000');
    expect(await response.text()).toBe('');
  });

  test('answers HEAD without a body', async () => {
    const response = await get('/index.html', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('21');
    expect(response.body).toBeNull();
  });

  test.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
    const response = await get('/index.html', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  test.each([
    '/nothing.html',
    '/',
    '/assets',
    '/assets/',
    '/assets/secret.sqlite',
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/..%5csecret.json',
    '/%00index.html',
    '/%E0%A4%A',
    '/link.json',
    '/../renderer-of-another/index.html',
    '/..%2frenderer-of-another/index.html',
    '/resources/hubin/night.json',
    '/tiles/any.pmtiles',
  ])('has nothing at %s', async (place) => {
    const response = await get(place);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy());
  });

  test.each([
    'app://elsewhere/index.html',
    'app://anlan.evil/index.html',
    'app://u@anlan/index.html',
  ])('is not %s', async (address) => {
    const asked = { url: address, method: 'GET', headers: new Headers() } as Request;
    expect((await serve(asked)).status).toBe(404);
  });
});
