import { expect, test } from 'vitest';
import { isOwnAddress } from './app-address.ts';
import { reportPages } from './report-pages.ts';

test('a page of a report is there under its own address until it is dropped', async () => {
  const pages = reportPages();
  const first = pages.hold('<p>one</p>');
  const second = pages.hold('<p>two</p>');
  const ask = (address: string, method = 'GET') => pages.answer(new Request(address, { method }));
  expect(await ask(second.address)?.text()).toBe('<p>two</p>');
  expect(await ask(first.address)?.text()).toBe('<p>one</p>');
  expect(ask(first.address, 'POST')?.status).toBe(404);
  first.drop();
  expect(ask(first.address)?.status).toBe(404);
  expect(ask(second.address)?.status).toBe(200);
});

test('it is none of the console’s pages, runs nothing and loads nothing', () => {
  const pages = reportPages();
  const { address } = pages.hold('<p>one</p>');
  expect(isOwnAddress(address)).toBe(false);
  const policy = pages.answer(new Request(address))?.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src|connect-src|https?:|\*/);
  expect(pages.answer(new Request('app://anlan/index.html'))).toBeUndefined();
});
