/**
 * What the checker of settings and calls (zod) says of a value that cannot be used, and the same in Chinese; `{0}`,
 * `{1}` stand for what it names. `checker-sentences.test.ts` has zod say each of them.
 */
export const CHECKER_SENTENCES_ZH: readonly (readonly [en: string, zh: string])[] = [
  ['Invalid input: expected {0}, received undefined', '缺少，应为 {0}'],
  ['Invalid input: expected {0}, received {1}', '应为 {0}，实为 {1}'],
  ['Invalid input: expected {0}', '应为 {0}'],
  ['Invalid input', '内容不合要求'],
  ['Invalid option: expected one of {0}', '只能是 {0} 之一'],
  ['Invalid string: must match pattern {0}', '格式应符合 {0}'],
  ['Too small: expected {0} to be >={1}', '太小：应不小于 {1}'],
  ['Too small: expected {0} to be >{1}', '太小：应大于 {1}'],
  ['Too small: expected {0} to have >={1} {2}', '太短：至少 {1} 个'],
  ['Too big: expected {0} to be <={1}', '太大：应不大于 {1}'],
  ['Too big: expected {0} to have <={1} {2}', '太长：至多 {1} 个'],
  ['Unrecognized key: {0}', '不认识的字段：{0}'],
  ['Unrecognized keys: {0}', '不认识的字段：{0}'],
  ['Invalid key in record', '记录中有不合要求的键'],
  ['Invalid URL', '不是网址'],
];
