export { decideReview, finishReview } from "./decide";
export { getReview, listReviews } from "./get";
export { startReview } from "./start";
