import { expect, it } from 'vitest';
import { callLink } from './call-link.ts';

const pbx = { url: 'https://pbx.example.com:8088' };

it('names the number, and the PBX where the link needs it', () => {
  expect(callLink({ callWith: 'tel', pbx }, '1003')).toBe('tel:1003');
  expect(callLink({ callWith: 'sip', pbx }, '1003')).toBe('sip:1003@pbx.example.com');
  expect(callLink({ callWith: 'tel', pbx }, '*1;ext=2')).toBe('tel:*1%3Bext%3D2');
});

it('is no link where none is configured, or no PBX is there to name', () => {
  expect(callLink({ callWith: 'off', pbx }, '1003')).toBeNull();
  expect(callLink({ callWith: 'sip', pbx: null }, '1003')).toBeNull();
});
