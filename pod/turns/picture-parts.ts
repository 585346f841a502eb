/** All that handles screenshots, fetched once a case is open. */
export { PictureButton, PictureStrip } from './PictureStrip.tsx'
export { StepPictures } from './StepPictures.tsx'
