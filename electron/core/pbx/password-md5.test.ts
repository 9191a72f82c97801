import { expect, test } from 'vitest';
import { passwordMd5 } from './password-md5.ts';

test('is 32 lower-case hex digits over the UTF-8 bytes (RFC 1321, A.5)', () => {
  expect(passwordMd5('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
  expect(passwordMd5('message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0');
  // Computed with `printf 'ü' | md5sum`.
  expect(passwordMd5('ü')).toBe('c03410a5204b21cd8229ff754688d743');
});
