/* Made by tools/gen_median.py; do not edit. Networks of minima and maxima over the ranks of pixels of
   type T (kernel/common/order.h). */
#undef RANK
#define RANK CAT_(T, _rank)
#ifndef LEAST
#define LEAST(a, b) ((a) < (b) ? (a) : (b))
#define MOST(a, b) ((a) > (b) ? (a) : (b))
#endif

/* Three values to a sorted triple: 6 steps. */
FN void NAME(sort3)(RANK *to, const RANK *a, const RANK *b, const RANK *c)
{
    const RANK v0 = a[0];
    const RANK v1 = b[0];
    const RANK v2 = c[0];
    const RANK v3 = LEAST(v0, v1);
    const RANK v4 = MOST(v0, v1);
    const RANK v5 = LEAST(v4, v2);
    const RANK v6 = LEAST(v3, v5);
    const RANK v7 = MOST(v3, v5);
    const RANK v8 = MOST(v4, v2);
    to[0] = v6;
    to[1] = v7;
    to[2] = v8;
}

/* Three sorted triples to the median of nine: 12 steps. */
FN void NAME(select9)(RANK *to, const RANK *a, const RANK *b, const RANK *c)
{
    const RANK v0 = a[0], v1 = a[1], v2 = a[2];
    const RANK v3 = b[0], v4 = b[1], v5 = b[2];
    const RANK v6 = c[0], v7 = c[1], v8 = c[2];
    const RANK v9 = MOST(v0, v3);
    const RANK v10 = MOST(v9, v6);
    const RANK v11 = LEAST(v1, v4);
    const RANK v12 = MOST(v1, v4);
    const RANK v13 = LEAST(v12, v7);
    const RANK v14 = MOST(v11, v13);
    const RANK v15 = LEAST(v2, v5);
    const RANK v16 = LEAST(v15, v8);
    const RANK v17 = LEAST(v10, v14);
    const RANK v18 = MOST(v10, v14);
    const RANK v19 = LEAST(v18, v16);
    const RANK v20 = MOST(v17, v19);
    to[0] = v20;
}

/* Three sorted triples to a sorted nine: 36 steps. */
FN void NAME(merge3)(RANK *to, const RANK *a, const RANK *b, const RANK *c)
{
    const RANK v0 = a[0], v1 = a[1], v2 = a[2];
    const RANK v3 = b[0], v4 = b[1], v5 = b[2];
    const RANK v6 = c[0], v7 = c[1], v8 = c[2];
    const RANK v9 = LEAST(v0, v3);
    const RANK v10 = MOST(v0, v3);
    const RANK v11 = LEAST(v2, v5);
    const RANK v12 = MOST(v2, v5);
    const RANK v13 = LEAST(v11, v10);
    const RANK v14 = MOST(v11, v10);
    const RANK v15 = LEAST(v1, v4);
    const RANK v16 = MOST(v1, v4);
    const RANK v17 = LEAST(v15, v13);
    const RANK v18 = MOST(v15, v13);
    const RANK v19 = LEAST(v16, v14);
    const RANK v20 = MOST(v16, v14);
    const RANK v21 = LEAST(v9, v6);
    const RANK v22 = MOST(v9, v6);
    const RANK v23 = LEAST(v20, v22);
    const RANK v24 = MOST(v20, v22);
    const RANK v25 = LEAST(v18, v8);
    const RANK v26 = MOST(v18, v8);
    const RANK v27 = LEAST(v25, v23);
    const RANK v28 = MOST(v25, v23);
    const RANK v29 = LEAST(v26, v24);
    const RANK v30 = MOST(v26, v24);
    const RANK v31 = LEAST(v17, v7);
    const RANK v32 = MOST(v17, v7);
    const RANK v33 = LEAST(v12, v32);
    const RANK v34 = MOST(v12, v32);
    const RANK v35 = LEAST(v19, v33);
    const RANK v36 = MOST(v19, v33);
    const RANK v37 = LEAST(v31, v27);
    const RANK v38 = MOST(v31, v27);
    const RANK v39 = LEAST(v35, v28);
    const RANK v40 = MOST(v35, v28);
    const RANK v41 = LEAST(v36, v29);
    const RANK v42 = MOST(v36, v29);
    const RANK v43 = LEAST(v34, v30);
    const RANK v44 = MOST(v34, v30);
    to[0] = v21;
    to[1] = v37;
    to[2] = v38;
    to[3] = v39;
    to[4] = v40;
    to[5] = v41;
    to[6] = v42;
    to[7] = v43;
    to[8] = v44;
}

/* Two sorted nines to the ten middle values of eighteen: 48 steps. */
FN void NAME(merge2)(RANK *to, const RANK *a, const RANK *b)
{
    const RANK v0 = a[0], v1 = a[1], v2 = a[2], v3 = a[3], v4 = a[4], v5 = a[5];
    const RANK v6 = a[6], v7 = a[7], v8 = a[8];
    const RANK v9 = b[0], v10 = b[1], v11 = b[2], v12 = b[3], v13 = b[4], v14 = b[5];
    const RANK v15 = b[6], v16 = b[7], v17 = b[8];
    const RANK v19 = MOST(v0, v9);
    const RANK v20 = LEAST(v8, v17);
    const RANK v22 = LEAST(v20, v19);
    const RANK v23 = MOST(v20, v19);
    const RANK v24 = LEAST(v4, v13);
    const RANK v25 = MOST(v4, v13);
    const RANK v26 = LEAST(v24, v22);
    const RANK v27 = MOST(v24, v22);
    const RANK v28 = LEAST(v25, v23);
    const RANK v29 = MOST(v25, v23);
    const RANK v30 = LEAST(v2, v11);
    const RANK v31 = MOST(v2, v11);
    const RANK v32 = LEAST(v6, v15);
    const RANK v33 = MOST(v6, v15);
    const RANK v34 = LEAST(v32, v31);
    const RANK v35 = MOST(v32, v31);
    const RANK v37 = MOST(v30, v26);
    const RANK v38 = LEAST(v34, v27);
    const RANK v39 = MOST(v34, v27);
    const RANK v40 = LEAST(v35, v28);
    const RANK v41 = MOST(v35, v28);
    const RANK v42 = LEAST(v33, v29);
    const RANK v45 = MOST(v1, v10);
    const RANK v46 = LEAST(v5, v14);
    const RANK v47 = MOST(v5, v14);
    const RANK v48 = LEAST(v46, v45);
    const RANK v49 = MOST(v46, v45);
    const RANK v50 = LEAST(v3, v12);
    const RANK v51 = MOST(v3, v12);
    const RANK v52 = LEAST(v7, v16);
    const RANK v54 = LEAST(v52, v51);
    const RANK v55 = MOST(v52, v51);
    const RANK v56 = LEAST(v50, v48);
    const RANK v57 = MOST(v50, v48);
    const RANK v58 = LEAST(v54, v49);
    const RANK v59 = MOST(v54, v49);
    const RANK v60 = LEAST(v55, v47);
    const RANK v61 = MOST(v55, v47);
    const RANK v65 = MOST(v56, v37);
    const RANK v66 = LEAST(v57, v38);
    const RANK v67 = MOST(v57, v38);
    const RANK v68 = LEAST(v58, v39);
    const RANK v69 = MOST(v58, v39);
    const RANK v70 = LEAST(v59, v40);
    const RANK v71 = MOST(v59, v40);
    const RANK v72 = LEAST(v60, v41);
    const RANK v73 = MOST(v60, v41);
    const RANK v74 = LEAST(v61, v42);
    to[0] = v65;
    to[1] = v66;
    to[2] = v67;
    to[3] = v68;
    to[4] = v69;
    to[5] = v70;
    to[6] = v71;
    to[7] = v72;
    to[8] = v73;
    to[9] = v74;
}

/* The ten and a third sorted nine to the median of twenty-seven: 18 steps. */
FN void NAME(select27)(RANK *to, const RANK *m, const RANK *c)
{
    const RANK v0 = m[0], v1 = m[1], v2 = m[2], v3 = m[3], v4 = m[4], v5 = m[5];
    const RANK v6 = m[6], v7 = m[7], v8 = m[8], v9 = m[9];
    const RANK v10 = c[0], v11 = c[1], v12 = c[2], v13 = c[3], v14 = c[4], v15 = c[5];
    const RANK v16 = c[6], v17 = c[7], v18 = c[8];
    const RANK v19 = MOST(v8, v10);
    const RANK v20 = MOST(v7, v11);
    const RANK v21 = MOST(v6, v12);
    const RANK v22 = MOST(v5, v13);
    const RANK v23 = MOST(v4, v14);
    const RANK v24 = MOST(v3, v15);
    const RANK v25 = MOST(v2, v16);
    const RANK v26 = MOST(v1, v17);
    const RANK v27 = MOST(v0, v18);
    const RANK v28 = LEAST(v9, v19);
    const RANK v29 = LEAST(v28, v20);
    const RANK v30 = LEAST(v29, v21);
    const RANK v31 = LEAST(v30, v22);
    const RANK v32 = LEAST(v31, v23);
    const RANK v33 = LEAST(v32, v24);
    const RANK v34 = LEAST(v33, v25);
    const RANK v35 = LEAST(v34, v26);
    const RANK v36 = LEAST(v35, v27);
    to[0] = v36;
}
