/** How much two pictures differ, seen by the browser that can read them. */
import type { Page } from 'playwright';

/** Of 255, in one channel: what smoothing of edges may do. */
const TOLERATED = 40;

/** The share of differing pixels, 0 to 1; 1 for pictures of different sizes. `page` may show anything; nothing of it changes. */
export function differingShare(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async ({ urls, tolerated }) => {
      const read = async (url: string) => {
        const picture = new Image();
        picture.src = url;
        await picture.decode();
        const canvas = document.createElement('canvas');
        canvas.width = picture.width;
        canvas.height = picture.height;
        const pen = canvas.getContext('2d');
        pen?.drawImage(picture, 0, 0);
        return pen?.getImageData(0, 0, canvas.width, canvas.height);
      };
      const [a, b] = await Promise.all(urls.map(read));
      if (a === undefined || b === undefined || a.width !== b.width || a.height !== b.height) return 1;
      let differing = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        const far = (channel: number) =>
          Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > tolerated;
        if (far(0) || far(1) || far(2)) differing += 1;
      }
      return differing / (a.width * a.height);
    },
    {
      urls: [one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`),
      tolerated: TOLERATED,
    },
  );
}
