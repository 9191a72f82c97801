/** Where the product is packed around the stand-in: the entry before the product's own. */
import './fill-node.mjs';

await import('../dist/main/main.js');
