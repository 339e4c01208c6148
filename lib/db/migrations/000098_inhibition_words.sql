-- The set-up's own words for a silent feed, unless somebody wrote their own.
UPDATE inhibition SET name_vi = 'Nguồn mất tín hiệu thì trạm của nguồn mất tín hiệu theo'
 WHERE id = 'feed-silence' AND name_vi = 'Nguồn im lặng thì trạm của nguồn im lặng theo';
