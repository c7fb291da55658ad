/** The parameters of HTTPS and SVCB. RFC 9460 §7, RFC 9461. */
import { parseAddress } from '../../../shared/model/addresses.ts';
import { listed, present, type Assistant } from './assistant.ts';

const LISTS = ['alpn', 'ipv4hint', 'ipv6hint'] as const;
const hints = (isV6: boolean) => (text: string) =>
  listed(text).every((one) => parseAddress(one)?.includes(':') === isV6);

export const https: Assistant = {
  id: 'https',
  types: ['HTTPS', 'SVCB'],
  place: null,
  start: { svcPriority: '1', targetName: '.', alpn: 'h2, h3' },
  fields: [
    { key: 'svcPriority', kind: 'text', example: '1', fits: (text) => /^[0-9]{1,5}$/.test(text) },
    { key: 'targetName', kind: 'text', example: '.' },
    { key: 'alpn', kind: 'list', example: 'h2, h3' },
    {
      key: 'port',
      kind: 'text',
      example: '8443',
      fits: (text) => /^[0-9]{1,5}$/.test(text) && +text < 65536,
    },
    { key: 'ipv4hint', kind: 'list', example: '192.0.2.1', fits: hints(false) },
    { key: 'ipv6hint', kind: 'list', example: '2001:db8::1', fits: hints(true) },
    { key: 'more', kind: 'text', example: 'ech="…"' },
  ],
  read({ svcPriority = '', targetName = '', svcParams = '' }) {
    const form: Record<string, string> = { svcPriority, targetName };
    const more: string[] = [];
    for (const param of svcParams.match(/(?:"(?:[^"\\]|\\.)*"|\S)+/g) ?? []) {
      const [, key, text] = /^([a-z0-9-]+)="?([^"\\]*)"?$/.exec(param) ?? [];
      const isOwn = key === 'port' || LISTS.some((one) => one === key);
      if (!isOwn || text === '') more.push(param);
      else if (form[key] !== undefined) return null;
      else form[key] = key === 'port' ? text : text.split(',').join(', ');
    }
    return present({ ...form, more: more.join(' ') });
  },
  write(form) {
    const param = (key: string, text: string): string => (text === '' ? '' : `${key}=${text}`);
    return {
      svcPriority: form.svcPriority ?? '',
      targetName: form.targetName ?? '',
      svcParams: [
        param('alpn', listed(form.alpn).join(',')),
        param('port', (form.port ?? '').trim()),
        param('ipv4hint', listed(form.ipv4hint).join(',')),
        param('ipv6hint', listed(form.ipv6hint).join(',')),
        (form.more ?? '').trim(),
      ]
        .filter(Boolean)
        .join(' '),
    };
  },
  warnings: ({ svcPriority, alpn, port, ipv4hint, ipv6hint, more }) =>
    svcPriority === '0' && [alpn, port, ipv4hint, ipv6hint, more].some(Boolean)
      ? ['alias-with-parameters']
      : [],
};
