/** The pages under `app://hidden-primary/`: a scheme with an origin of its own, which `file:` has not, and headers. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const SCHEME = 'app';

/** The address of the first page. */
export const FIRST_PAGE = `${SCHEME}://hidden-primary/`;

/** Everything from the package itself, nothing from elsewhere. `data:` is for icons inlined by the bundler. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** True for the addresses that only our own pages have. Compared as text: such a scheme's `URL.origin` is "null". */
export const isOwnPage = (address: string): boolean => address.startsWith(FIRST_PAGE);

/** Answers with a page's file below `folder`; an address without a file extension is a place within the pages. */
export async function servePage(folder: string, address: string): Promise<Response> {
  const { pathname } = new URL(address);
  const file = path.join(folder, path.extname(pathname) === '' ? 'index.html' : pathname);
  const type = CONTENT_TYPES[path.extname(file)];
  // `pathname` has no `..` left and is not decoded: what stands below `folder` is all that can be named.
  const body =
    isOwnPage(address) && type !== undefined ? await readFile(file).catch(() => undefined) : undefined;
  if (body === undefined) return new Response('Not found', { status: 404 });
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    },
  });
}
