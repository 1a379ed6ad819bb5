/** Connection strings: what they mean, what is refused, and that no message repeats a token. */

import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../../../errors/error.ts';
import { parseSparkAddress } from './address.ts';

const PLAIN = {
  host: 'localhost',
  port: 15_002,
  tls: false,
  certificateFile: null,
  token: null,
  userId: 'plimsoll',
  sessionId: null,
};
const ID = '00112233-4455-6677-8899-aabbccddeeff';

describe('a connection string', () => {
  it.each([
    ['sc://localhost', PLAIN],
    ['sc://localhost/', PLAIN],
    ['sc://localhost/;', PLAIN],
    ['sc://localhost:7', { ...PLAIN, port: 7 }],
    [
      'sc://spark.bank.example:443/;use_ssl=true',
      { ...PLAIN, host: 'spark.bank.example', port: 443, tls: true },
    ],
    ['sc://[::1]:15003/;token=a', { ...PLAIN, host: '[::1]', port: 15_003, token: 'a' }],
    ['sc://127.0.0.1/;token=a', { ...PLAIN, host: '127.0.0.1', token: 'a' }],
    ['sc://localhost/;use_ssl=false;token=a%3Bb=c%20', 'has a token with signs'],
    ['sc://localhost/;token=a%3Bb=c', { ...PLAIN, token: 'a;b=c' }],
    [
      `sc://h/;use_ssl=true;token=t;certificate=/etc/ca%20x.pem;user_id=j%C3%B6rg;session_id=${ID};`,
      {
        ...PLAIN,
        host: 'h',
        tls: true,
        token: 't',
        certificateFile: '/etc/ca x.pem',
        userId: 'jörg',
        sessionId: ID,
      },
    ],
  ])('%s', (text, expected) => {
    if (typeof expected === 'string') expect(() => parseSparkAddress(text)).toThrow(expected);
    else expect(parseSparkAddress(text)).toEqual(expected);
  });

  it.each([
    ['', 'is not of this form'],
    ['localhost:15002', 'is not of this form'],
    ['http://localhost:15002', 'is not of this form'],
    ['sc://', 'is not of this form'],
    ['sc://me@host', 'is not of this form'],
    ['sc://host:port', 'is not of this form'],
    ['sc://host?use_ssl=true', 'is not of this form'],
    ['sc://host:0', 'has a port that is not from 1 to 65535'],
    ['sc://host:65536', 'has a port that is not from 1 to 65535'],
    ['sc://host/path', 'has something other than parameters'],
    ['sc://host/;use_ssl', 'has a parameter without a value'],
    ['sc://host/;use_ssl=yes', 'has a use_ssl that is neither true nor false'],
    ['sc://host/;use_ssl=true;use_ssl=true', 'has the parameter use_ssl twice'],
    ['sc://host/;user_id=', 'has an empty user_id'],
    ['sc://host/;user_id=%', 'has a % in user_id'],
    ['sc://host/;session_id=7', 'has a session_id that is no UUID'],
    ['sc://host/;certificate=a.pem', 'names a certificate, and has no use_ssl=true'],
    ['sc://host/;user_ssl=true', 'Did you mean `use_ssl`?'],
    ['sc://host/;Token=a', 'Did you mean `token`?'],
    ['sc://host/;something=else', 'Known: token, use_ssl, certificate, user_id, session_id'],
  ])('%s is refused: %s', (text, words) => {
    expect(() => parseSparkAddress(text)).toThrow(words);
    expect(() => parseSparkAddress(text)).toThrow(PlimsollError);
  });

  it.each(['10.0.0.1', 'spark', 'localhost.bank.example', '127.0.0.1.bank.example', '[::2]', '128.0.0.1'])(
    'with a token in clear text for the other machine %s is refused',
    (host) => {
      expect(() => parseSparkAddress(`sc://${host}/;token=secret`)).toThrow('use_ssl=true');
      expect(parseSparkAddress(`sc://${host}/;token=secret;use_ssl=true`).token).toBe('secret');
    },
  );

  it('is not repeated in a message', () => {
    const texts = [
      'sc://host/;token=secret',
      'sc://host/;token=secret;secret=1',
      'sc://host/;tokens=secret',
      'sc://localhost/;token=secret%20',
      'sc://localhost/;token=secret;use_ssl=secret',
      'sc://secret@localhost',
      'sc://localhost/secret',
    ];
    for (const text of texts) {
      expect(() => parseSparkAddress(text)).toThrow(PlimsollError);
      expect(() => parseSparkAddress(text)).not.toThrow(/secret/);
    }
  });
});
