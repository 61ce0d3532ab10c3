import { expect, it } from 'vitest';
import { isTopicFilter, meansTopic } from './topic-filter.ts';

it.each([
  ['a/b', 'a/b', true],
  ['a/b', 'a/b/c', false],
  ['a/b/c', 'a/b', false],
  ['a/+/c', 'a/b/c', true],
  ['a/+', 'a', false],
  ['a/+', 'a/', true],
  ['+/+', '/finance', true],
  ['+', '/finance', false],
  ['a/#', 'a/b/c', true],
  // 4.7.1.2: the parent level too.
  ['a/#', 'a', true],
  ['#', 'a/b', true],
  // 4.7.2: wildcards never mean topics that begin with $.
  ['#', '$SYS/uptime', false],
  ['+/uptime', '$SYS/uptime', false],
  ['$SYS/#', '$SYS/uptime', true],
])('%s means %s: %s', (filter, topic, means) => {
  expect(isTopicFilter(filter)).toBe(true);
  expect(meansTopic(filter, topic)).toBe(means);
});

it.each(['', 'a/#/b', 'a#', 'a/b+', '+a/b'])('"%s" is no filter', (text) => {
  expect(isTopicFilter(text)).toBe(false);
});
