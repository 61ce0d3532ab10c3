import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { thirdPartyLicences, writeLicences } from '../../config/licences.ts';

/** Licences under which others' code may be packaged with ours. */
const FREE =
  /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|CC0-1\.0|ISC|MIT|OFL-1\.1|Python-2\.0|Unlicense|Zlib)$/;
/** Under the LGPL, unmodified, in a file of its own that may be replaced: see config/vite.node.ts. */
const REPLACEABLE = ['mavlink-mappings', 'mavlink-mappings-gen', 'node-mavlink'];

test('every packaged package has a licence that allows it', () => {
  const all = thirdPartyLicences();
  expect(all.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['react', 'maplibre-gl', 'sqlite3', 'fastify', 'zod']),
  );
  expect(all.map(({ name }) => name)).not.toContain('vitest');
  // An SPDX expression without nesting: one of the alternatives must allow it with all its parts.
  const isFree = (licence: string) =>
    licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((choice) => choice.split(' AND ').every((each) => FREE.test(each)));
  const other = all.filter(({ name, licence }) => !isFree(licence) && !REPLACEABLE.includes(name));
  expect(other.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
});

test('the list names each with its version and gives the texts', () => {
  const list = readFileSync(writeLicences(), 'utf8');
  for (const { name, version } of thirdPartyLicences())
    expect(list).toContain(`${name} ${version}`);
  expect(list).toContain('Permission is hereby granted, free of charge');
  expect(list).toContain('LICENSES.chromium.html');
});
