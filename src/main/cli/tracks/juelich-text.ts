import { TrackCollector } from './track-collector.ts';
import {
  agreedRate,
  frameIn,
  numberIn,
  plainNumber,
  refuse,
  type TrackFile,
} from './track-file.ts';

/**
 * Reads the text format of the Pedestrian Dynamics Data Archive (Jülich), as PeTrack and JPScore write it:
 * `id frame x y [z …]` between blanks, comments after `#`. Of the comments `framerate: 25` and the unit (`x/m`,
 * `x/cm`, `in m`, `in cm`) count, where PedPy looks for them too.
 */
export function readJuelichText(file: string, text: string, asked: number | undefined): TrackFile {
  const collector = new TrackCollector(file);
  let stated: number | undefined;
  let unit: 'm' | 'cm' | undefined;
  let unitLine = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const [content = '', ...comment] = raw.split('#');
    const line = index + 1;
    if (comment.length > 0) {
      const said = comment.join('#');
      stated ??= rateIn(said);
      const found = unitIn(said);
      if (found !== undefined && unit !== undefined && found !== unit) {
        refuse(file, line, `the unit is ${found} here and ${unit} in line ${unitLine}`);
      }
      if (found !== undefined) [unit, unitLine] = [found, line];
    }
    const fields = content.trim().split(/\s+/);
    if (fields[0] === '') continue;
    if (fields.length < 4) {
      refuse(file, line, `${fields.length} values where id, frame, x and y are needed`);
    }
    const [id = '', frame, x, y] = fields;
    const perM = unit === 'cm' ? 100 : 1;
    numberIn(file, line, 'the id', id);
    collector.add(
      id,
      frameIn(file, line, frame),
      numberIn(file, line, 'x', x) / perM,
      numberIn(file, line, 'y', y) / perM,
      line,
    );
  }
  return {
    format: 'Jülich text',
    tracks: collector.tracks(agreedRate(file, stated, asked)),
    walkable: undefined,
    warnings:
      unit === undefined ? ['the file does not say its unit (x/m or x/cm): taken as metres'] : [],
  };
}

function rateIn(comment: string): number | undefined {
  return plainNumber(/frame\s*rate\D*?(\d+(?:\.\d+)?)/i.exec(comment)?.[1]);
}

function unitIn(comment: string): 'm' | 'cm' | undefined {
  if (/x\s*\/\s*cm|\bin cm\b|\bin centimet/i.test(comment)) return 'cm';
  return /x\s*\/\s*m|\bin m\b|\bin met/i.test(comment) ? 'm' : undefined;
}
