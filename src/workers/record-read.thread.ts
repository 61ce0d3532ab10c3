import { RecordReader } from '../store/record-reader.ts';
import type { RecordReadThread } from './record-read-port.ts';
import { exposeThread } from './remote.ts';

const reader: RecordReadThread = new RecordReader();
exposeThread(reader);
