"""Owns the finding of lines of text on a picture: band by band and a little reduced, so that memory stays bounded.

Needs the recognition extra."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from rapidocr.ch_ppocr_det import TextDetector, TextDetOutput

from etl.documents.paged.picture import Picture

REDUCED = 0.85  # of 200 dpi; lone letters in a second line are lost below that
BAND, OVERLAP = 800, 160  # pixels: height of a band, and of what two share; a line is lower than half of that


class Finder:
    """Stands in for the detector of the recognition engine: a picture to boxes of lines, from top to bottom."""

    def __init__(self, detector: Any) -> None:
        self.detector = detector
        self.postprocess_op = detector.postprocess_op

    def __call__(self, picture: Picture) -> TextDetOutput:
        """The boxes (four corners each, in pixels of the picture) and how sure they are; none: `boxes` is None."""
        boxes: list[Any] = []
        scores: list[float] = []
        for top, foot, first, last in bands(picture.shape[0]):
            part = cv2.resize(picture[top:foot], None, fx=REDUCED, fy=REDUCED, interpolation=cv2.INTER_AREA)
            found = self.detector(part)
            for box, score in zip(found.boxes, found.scores, strict=True) if found.boxes is not None else ():
                whole = np.asarray(box, np.float32) / REDUCED + np.array([0, top], np.float32)
                if first <= whole[:, 1].mean() < last:
                    boxes.append(whole)
                    scores.append(float(score))
        if not boxes:
            return TextDetOutput()
        place = {box.tobytes(): number for number, box in enumerate(boxes)}
        ordered = TextDetector.sorted_boxes(np.stack(boxes))
        return TextDetOutput(picture, ordered, [scores[place[box.tobytes()]] for box in ordered], elapse=0.0)


def bands(height: int) -> list[tuple[int, int, int, int]]:
    """Top and foot of every band of a picture, and between which heights the middle of a line makes it that band's."""
    count = max(1, -(-(height - OVERLAP) // (BAND - OVERLAP)))
    step = (height - OVERLAP) / count
    cuts = [round(step * number) for number in range(count + 1)]
    result = []
    for number in range(count):
        top, foot = cuts[number], min(cuts[number + 1] + OVERLAP, height)
        first = top + OVERLAP // 2 if number else 0
        last = cuts[number + 1] + OVERLAP // 2 if number + 1 < count else height + 1
        result.append((top, foot, first, last))
    return result
