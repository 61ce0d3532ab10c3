import { MAX_UPLOAD_PIECE_BYTES } from '../../../domain/site/map-layer.ts';
import type { Seat } from '../../seat.ts';

/**
 * Sends a file to the hub piece by piece, so that orders find room on the link between them; resolves to the name by
 * which the hub knows it. Stops without a word when `signal` is aborted.
 */
export async function sendMapFile(
  call: Seat['call'],
  file: File,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<string> {
  const upload = crypto.randomUUID();
  let offset = 0;
  do {
    signal.throwIfAborted();
    const piece = file.slice(offset, offset + MAX_UPLOAD_PIECE_BYTES);
    const { received } = await call('mapLayers.upload', {
      upload,
      offset,
      content: await base64Of(piece),
    });
    offset = received;
    onShare(offset / Math.max(1, file.size));
  } while (offset < file.size);
  return upload;
}

function base64Of(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(`${reader.result}`.replace(/^[^,]*,?/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(piece);
  });
}
