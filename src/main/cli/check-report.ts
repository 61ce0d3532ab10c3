import type { RecordCheck } from '../../store/check-record.ts';

/** What was found, in words: what is wrong, what is proven, what is not. */
export function checkReport(found: RecordCheck): string {
  const { problems } = found;
  return [
    `${found.file}: format ${found.formatVersion}, ${found.log.entries} entries${spanWords(found)}`,
    `head hash ${found.headHash} (row ${found.lastSeq})`,
    '',
    problems.length === 0 ? 'Nothing is wrong.' : 'Wrong:',
    ...problems.map((line) => `  - ${line}`),
    ...section('Proven', proven(found)),
    ...section('Not proven', notProven(found)),
    ...section('Worth knowing', remarks(found)),
    ...section('Size', sizes(found)),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  - ${line}`)];
}

function spanWords({ span }: RecordCheck): string {
  return span ? `, ${instant(span.from)} to ${instant(span.to)}` : '';
}

function proven({ log, frames, worlds, lastSeq, chainBreak }: RecordCheck): readonly string[] {
  return [
    `the log from its documents to row ${lastSeq} is one unbroken chain: within it nothing was changed, moved, put in or taken out unless everything after it was written anew`,
    ...(frames.proven > 0
      ? [`${frames.proven} rasters are those whose digests the log holds`]
      : []),
    ...(worlds.proven > 0 ? [`${worlds.proven} worlds are those whose digests the log holds`] : []),
    ...log.keys.map(
      ({ fingerprint, signatures, lastSeq: upTo, lastSignedAt }) =>
        `everything up to row ${upTo} was signed with the key ${fingerprint} (${signatures} signatures, the last at ${instant(lastSignedAt)} by its machine's clock)`,
    ),
  ].slice(chainBreak === undefined || lastSeq > 0 ? 0 : 1);
}

function notProven({ log, frames, worlds, lastSeq }: RecordCheck): readonly string[] {
  const unsigned = log.signedUntil === undefined ? lastSeq : lastSeq - log.signedUntil;
  const onlySignature = log.signedUntil !== undefined && unsigned === 1;
  return [
    ...(log.signedUntil === undefined ? ['nobody signed this recording'] : []),
    ...(log.signedUntil !== undefined && !onlySignature
      ? [
          log.unsignedTail
            ? `the last ${unsigned} rows are not signed, more than a crash leaves behind: they were recorded without a key, or put in`
            : `the last ${unsigned} rows are not signed: the recording goes on, or ended without being closed`,
        ]
      : []),
    ...log.signedLate.map(
      ({ from, to }) =>
        `rows ${from} to ${to} stood without a signature when the file was opened again, more than a crash leaves behind: the signature after them says only that they stood there then`,
    ),
    ...(frames.unproven > 0
      ? [
          `${frames.unproven} rasters are whole, but the log does not name them (recorded by format 1, or put in)`,
        ]
      : []),
    ...(worlds.unproven > 0
      ? [
          `${worlds.unproven} worlds are whole, but the log does not name them (recorded by format 1, or put in)`,
        ]
      : []),
    'that nothing is missing at the end, or that the file was not written anew by whoever has the key: for that compare the head hash with one that was printed or kept elsewhere (--head), and the fingerprint with that of the machine (--key)',
    'that the clocks were right, and that what was measured is true',
    'the curves: they repeat what the estimates of the log say',
  ];
}

function remarks({ log, frames, worlds }: RecordCheck): readonly string[] {
  const { backwards, mostMs } = log.clock;
  return [
    ...log.remarks,
    ...(frames.thinned > 0 ? [`${frames.thinned} rasters were taken away, as the log says`] : []),
    ...(worlds.thinned > 0 ? [`${worlds.thinned} worlds were taken away, as the log says`] : []),
    ...(frames.lost + worlds.lost > 0
      ? [`${frames.lost} rasters and ${worlds.lost} worlds were lost with the damaged file`]
      : []),
    ...(backwards > 0
      ? [
          `the clock went back ${backwards} times, by ${(mostMs / 1_000).toFixed(1)} s at most; entries stand in the order in which they were written`,
        ]
      : []),
  ];
}

function sizes({ sizes: { fileBytes, minutes, parts } }: RecordCheck): readonly string[] {
  return [
    `${megabytes(fileBytes)} in all for ${minutes.toFixed(1)} minutes`,
    ...parts.map(
      ({ part, rows, bytes, bytesPerMin }) =>
        `${part}: ${rows} rows, ${megabytes(bytes)}, ${(bytesPerMin / 1_000).toFixed(1)} kB a minute`,
    ),
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
