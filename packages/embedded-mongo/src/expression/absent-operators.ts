/** MongoDB's operators and accumulators that are not built in: who looks into their data does without. */
export const ABSENT_OPERATORS = new Set(
  [
    '$accumulator $acos $acosh $asin $asinh $atan $atan2 $atanh $binarySize $bitAnd $bitNot $bitOr $bitXor',
    '$bottom $bottomN $bsonSize $cos $cosh $covariancePop $covarianceSamp $dateFromParts $dateToParts',
    '$degreesToRadians $denseRank $derivative $documentNumber $exp $expMovingAvg $firstN $function $integral',
    '$lastN $linearFill $ln $locf $log $log10 $maxN $median $meta $minN $percentile $pow $radiansToDegrees',
    '$rand $rank $sampleRate $setField $shift $sin $sinh $sqrt $stdDevPop $stdDevSamp $strcasecmp $tan $tanh',
    '$toHashedIndexKey $top $topN $tsIncrement $tsSecond $unsetField',
  ].flatMap((names) => names.split(' ')),
);
