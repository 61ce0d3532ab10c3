import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import process from 'node:process';
import { MessageChannel } from 'node:worker_threads';

/**
 * Runs the bundled hub process under plain Node: `process.parentPort` is what Electron gives a utility process, made
 * from the messages of a forked child. Each seat's port is one end of a real MessageChannel, whose other end goes over
 * the child's messages, because Node cannot send a port to another process.
 */
const [, , bundle] = process.argv;
const far = new Map();
const parent = new EventEmitter();
parent.postMessage = (message) => process.send({ message });
process.parentPort = parent;

process.on('message', ({ message, seat, data, gone }) => {
  if (message) {
    const ports = seat === undefined ? [] : [openPort(seat)];
    parent.emit('message', { data: message, ports });
  } else if (gone) far.get(seat)?.close();
  else far.get(seat)?.postMessage(data);
});

function openPort(seat) {
  const { port1, port2 } = new MessageChannel();
  far.set(seat, port2);
  port2.on('message', (data) => process.send({ seat, data }));
  port2.on('close', () => far.delete(seat));
  return port1;
}

createRequire(import.meta.url)(bundle);
