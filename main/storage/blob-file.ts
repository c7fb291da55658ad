/**
 * Binary files that are written once and read back verified: snapshots of versions and the differences between them.
 *
 * Header, 48 bytes, numbers big-endian:
 *
 *     0  magic "HPBL"
 *     4  format version (1), one byte
 *     5  compression: 0 none, 1 deflate; one byte
 *     6  reserved, two zero bytes
 *     8  length of the contents before compression, eight bytes
 *     16 SHA-256 of the contents before compression
 *
 * Hashing and compression run in Node's thread pool, never on the main thread.
 */
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';
import { constants, deflateRaw, inflateRaw } from 'node:zlib';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { replaceFile } from './replace-file.ts';
import { StorageError, asStorageError } from './storage-error.ts';

const MAGIC = 'HPBL';
const FORMAT_VERSION = 1;
const HEADER_BYTES = 48;
const NONE = 0;
const DEFLATE = 1;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

export interface BlobOptions {
  readonly files?: FileSystem;
  /** Worth it for text and wire data of unsigned zones; signatures do not shrink. False when absent. */
  readonly compress?: boolean;
}

/**
 * Writes a file that is not there yet, whole or not at all.
 * Throws {@link StorageError}: `exists`, or what the disk had against it.
 */
export async function writeBlob(
  path: string,
  contents: Uint8Array,
  options: BlobOptions = {},
): Promise<void> {
  const { files = nodeFileSystem, compress = false } = options;
  if (await exists(files, path)) throw new StorageError({ code: 'exists', path });
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 'latin1');
  header.writeUInt8(FORMAT_VERSION, 4);
  header.writeUInt8(compress ? DEFLATE : NONE, 5);
  header.writeBigUInt64BE(BigInt(contents.length), 8);
  (await sha256(contents)).copy(header, 16);
  const body = compress ? await deflate(contents, { level: constants.Z_BEST_SPEED }) : contents;
  await replaceFile(files, path, [header, body]);
}

/**
 * Reads a blob back.
 * Throws {@link StorageError}: `missing`, `corrupt`, `newer-version`, or what the disk had against it.
 */
export async function readBlob(path: string, options: Pick<BlobOptions, 'files'> = {}): Promise<Buffer> {
  const bytes = await readAll(options.files ?? nodeFileSystem, path);
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, 4) !== MAGIC)
    throw corrupt(path, 'not such a file');
  const version = bytes.readUInt8(4);
  if (version > FORMAT_VERSION) {
    throw new StorageError({ code: 'newer-version', path, found: version, supported: FORMAT_VERSION });
  }
  if (version < FORMAT_VERSION) throw corrupt(path, `unknown format version ${version}`);
  const length = Number(bytes.readBigUInt64BE(8));
  const contents = await unpack(path, bytes.readUInt8(5), bytes.subarray(HEADER_BYTES), length);
  if (contents.length !== length) throw corrupt(path, `${contents.length} bytes instead of ${length}`);
  if (!(await sha256(contents)).equals(bytes.subarray(16, HEADER_BYTES)))
    throw corrupt(path, 'wrong checksum');
  return contents;
}

async function unpack(path: string, compression: number, body: Buffer, length: number): Promise<Buffer> {
  if (compression === NONE) return body;
  if (compression !== DEFLATE) throw corrupt(path, `unknown compression ${compression}`);
  try {
    // A spoiled length must not make it unpack gigabytes.
    return await inflate(body, { maxOutputLength: Math.min(Math.max(length, 1), 2 ** 31) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw corrupt(path, error.message, error);
  }
}

async function sha256(contents: Uint8Array): Promise<Buffer> {
  // WebCrypto's digest is the asynchronous one; it types its input as never shared between threads.
  return Buffer.from(await crypto.subtle.digest('SHA-256', contents as Uint8Array<ArrayBuffer>));
}

async function exists(files: FileSystem, path: string): Promise<boolean> {
  try {
    return (await files.readdir(dirname(path))).includes(basename(path));
  } catch (error) {
    throw asStorageError(error, path, 'read');
  }
}

async function readAll(files: FileSystem, path: string): Promise<Buffer> {
  try {
    return await files.readFile(path);
  } catch (error) {
    throw asStorageError(error, path, 'read');
  }
}

function corrupt(path: string, reason: string, cause?: unknown): StorageError {
  return new StorageError({ code: 'corrupt', path, reason }, cause);
}
