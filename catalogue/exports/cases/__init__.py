"""What files say of cases: their 参考事例 page, their A4 sheet, their tables."""
