import { rimea7 } from './age-curve.ts';
import { rimea12a, rimea12b, rimea12c, rimea12d } from './bottleneck.ts';
import { nist41 } from './closing-exit.ts';
import { conservation } from './conservation.ts';
import { nist23, rimea6 } from './corner.ts';
import { nist21, rimea1 } from './corridor-walk.ts';
import { nist28 } from './counter-flow.ts';
import { rimea11 } from './exit-choice.ts';
import { rimea4 } from './fundamental-diagram.ts';
import { rimea15 } from './large-corner.ts';
import { nist11, rimea5 } from './pre-movement.ts';
import { rimea9 } from './public-room.ts';
import { nist31, rimea10 } from './room-allocation.ts';
import { nist51, nist52 } from './room-exit.ts';
import { nist33 } from './route-shares.ts';
import { rimea16 } from './single-file.ts';
import { rimea13 } from './stairs-flow.ts';
import { rimea2, rimea3 } from './stairs-walk.ts';
import { rimea8, rimea14, stepStudy } from './studies.ts';
import type { VerificationTest } from './verification-test.ts';

/** Every test and study, in the order of the standards. */
export const allTests: readonly VerificationTest[] = [
  rimea1,
  rimea2,
  rimea3,
  rimea4,
  rimea5,
  rimea6,
  rimea7,
  rimea8,
  rimea9,
  rimea10,
  rimea11,
  rimea12a,
  rimea12b,
  rimea12c,
  rimea12d,
  rimea13,
  rimea14,
  rimea15,
  rimea16,
  nist11,
  nist21,
  nist23,
  nist28,
  nist31,
  nist33,
  nist41,
  nist51,
  nist52,
  conservation,
  stepStudy,
];
