import { expect, test } from 'vitest';
import { createFairShare } from './fair-share.ts';

test('answers as quick as ever leave a program its whole share, on a slow network too', () => {
  const fair = createFairShare();
  for (const tookMs of [300, 320, 280, 340, 290]) fair.noteAnswer(tookMs);
  expect(fair.share).toBe(1);
});

test('slow answers halve it, quick ones give it back in small steps', () => {
  const fair = createFairShare();
  fair.noteAnswer(100);
  fair.noteAnswer(900);
  expect(fair.share).toBe(0.5);
  fair.noteAnswer(900);
  expect(fair.share).toBe(0.25);
  fair.noteAnswer(100);
  expect(fair.share).toBeGreaterThan(0.25);
  expect(fair.share).toBeLessThan(0.35);
  for (let n = 0; n < 30; n += 1) fair.noteAnswer(100);
  expect(fair.share).toBe(1);
});

test('time-outs halve it down to an eighth and no further', () => {
  const fair = createFairShare();
  for (let n = 0; n < 10; n += 1) fair.noteTimeout();
  expect(fair.share).toBe(1 / 8);
});

test('a way to the PBX that has become longer stops counting as a queue after a while', () => {
  const fair = createFairShare();
  fair.noteAnswer(20);
  for (let n = 0; n < 300; n += 1) fair.noteAnswer(200);
  expect(fair.share).toBe(1);
});

test('two programs that begin unequal end up equal', () => {
  const early = createFairShare();
  const late = createFairShare();
  for (const fair of [early, late]) fair.noteAnswer(100);
  for (let n = 0; n < 3; n += 1) late.noteTimeout();
  for (let round = 0; round < 200; round += 1) {
    // The device manages what 1.2 whole shares ask for
    const tookMs = early.share + late.share > 1.2 ? 500 : 100;
    for (const fair of [early, late]) fair.noteAnswer(tookMs);
  }
  expect(early.share / late.share).toBeCloseTo(1, 1);
});
