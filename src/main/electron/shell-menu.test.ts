import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { type MenuFacts, shellMenu } from './shell-menu.ts';
import { shellWords, systemLanguage } from './shell-words.ts';

describe('the menu', () => {
  test.each(['linux', 'win32', 'darwin'])('has a word of ours on every item, on %s', (platform) => {
    for (const language of ['zh', 'en'] as const) {
      const { items } = menuOf({ platform, language, packaged: false });
      const said = items.filter(({ type }) => type !== 'separator');
      expect(said.length).toBeGreaterThan(20);
      expect(said.filter(({ label }) => !label).map(({ role }) => role)).toEqual([]);
    }
  });

  test('is wholly Chinese or wholly English, but for the names of the languages', () => {
    const labels = (language: 'zh' | 'en') =>
      menuOf({ language, platform: 'linux', packaged: false })
        .items.flatMap(({ label }) => label ?? [])
        .filter(
          (label) => !['中文', 'English', '语言 / Language', 'Language / 语言'].includes(label),
        );
    expect(labels('zh').filter((label) => /[a-z]/i.test(label))).toEqual([]);
    expect(labels('en').filter((label) => /[^\x20-\x7e…]/.test(label))).toEqual([]);
  });

  test('has no key twice', () => {
    const { items } = menuOf({ language: 'en', platform: 'darwin', packaged: false });
    const keys = items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('CmdOrCtrl+O');
  });

  test('offers no developer tools in a packaged console', () => {
    const roles = (packaged: boolean) =>
      menuOf({ language: 'en', platform: 'linux', packaged }).items.flatMap(
        ({ role }) => role ?? [],
      );
    expect(roles(false)).toEqual(expect.arrayContaining(['toggleDevTools', 'reload']));
    expect(roles(true).filter((role) => /dev|reload/i.test(role))).toEqual([]);
  });

  test('does what it says', () => {
    const { click, done } = menuOf({ language: 'zh', platform: 'linux', packaged: true });
    const words = shellWords('zh');
    for (const label of [
      words.openEvent,
      words.openRecording,
      words.newRehearsal,
      words.newBundledRehearsal,
      words.newLive,
      words.newBundledLive,
      words.command,
      words.wall,
      words.review,
      words.planner,
      'English',
      words.quit,
    ]) {
      click(label);
    }
    expect(done).toEqual([
      'open',
      'open recording',
      'new rehearsal folder',
      'new rehearsal bundled',
      'new live folder',
      'new live bundled',
      'window command',
      'window wall',
      'window review',
      'window planner',
      'language en',
      'quit',
    ]);
  });
});

test('the shell speaks Chinese where the system does, and English elsewhere', () => {
  expect(systemLanguage(['zh-CN', 'en-US'])).toBe('zh');
  expect(systemLanguage(['zh'])).toBe('zh');
  expect(systemLanguage(['zha'])).toBe('en');
  expect(systemLanguage(['de-DE', 'zh-CN'])).toBe('en');
  expect(systemLanguage([])).toBe('en');
});

function menuOf(facts: MenuFacts) {
  const done: string[] = [];
  const menu = shellMenu(facts, {
    openEvent: () => done.push('open'),
    openRecording: () => done.push('open recording'),
    newEvent: (source, of) => done.push(`new ${source} ${of}`),
    openWindow: (kind) => done.push(`window ${kind}`),
    chooseLanguage: (language) => done.push(`language ${language}`),
    quit: () => done.push('quit'),
  });
  const items = menu.flatMap(flat);
  return {
    done,
    items,
    click: (label: string) => {
      const item = items.find((each) => each.label === label);
      // The menu's own handlers take nothing of what Electron passes.
      Reflect.apply(item?.click ?? (() => done.push(`no ${label}`)), undefined, []);
    },
  };
}

function flat(item: MenuItemConstructorOptions): MenuItemConstructorOptions[] {
  const below = Array.isArray(item.submenu) ? item.submenu.flatMap(flat) : [];
  return [item, ...below];
}
