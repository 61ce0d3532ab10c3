import { RecordWriter } from '../store/record-writer.ts';
import type { RecordThread } from './record-port.ts';
import { exposeThread } from './remote.ts';

const record: RecordThread = new RecordWriter();
exposeThread(record);
