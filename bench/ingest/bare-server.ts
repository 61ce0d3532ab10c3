import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** The least that any hub must do: reads every body to its end and answers 200. */
const server = http.createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { byteLength } = Buffer.concat(parts);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ byteLength }));
  });
});
// As long as the hub's HTTP server keeps an idle connection.
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`);
});
