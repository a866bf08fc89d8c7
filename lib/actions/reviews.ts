"use server";

import * as reviews from "../operations/reviews";
import { action } from "./action";

export type { ReviewHead, ReviewLine } from "../operations/reviews/wire";

export const listReviews = action(reviews.listReviews);
export const getReview = action(reviews.getReview);
export const startReview = action(reviews.startReview);
export const decideReview = action(reviews.decideReview);
export const finishReview = action(reviews.finishReview);
