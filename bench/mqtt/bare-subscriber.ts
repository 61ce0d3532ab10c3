import { connect } from 'mqtt';

/** The least that any hub must do: takes every message of a topic in at QoS 1 and counts it. */
const [url = '', topic = ''] = process.argv.slice(2);
let count = 0;
const client = connect(url, { clientId: 'bench-bare', clean: true });
client.on('connect', () => client.subscribe(topic, { qos: 1 }, () => process.send?.('ready')));
client.on('message', () => {
  count += 1;
});
process.on('message', () => process.send?.(count));
process.on('disconnect', () => process.exit(0));
