/* Made by tools/gen_median.py: do not edit. The networks are made for each pixel type T. */
#undef RANK
#undef MIN
#undef MAX
#define RANK CAT_(T, _rank)
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

/* Three sorted triples to a sorted nine: 36 operations. */
FN void NAME(merge3)(RANK *o, const RANK *a, const RANK *b, const RANK *c)
{
    const RANK v0 = a[0], v1 = a[1], v2 = a[2];
    const RANK v3 = b[0], v4 = b[1], v5 = b[2];
    const RANK v6 = c[0], v7 = c[1], v8 = c[2];
    const RANK v9 = MIN(v0, v3);
    const RANK v10 = MAX(v0, v3);
    const RANK v11 = MIN(v2, v5);
    const RANK v12 = MAX(v2, v5);
    const RANK v13 = MIN(v11, v10);
    const RANK v14 = MAX(v11, v10);
    const RANK v15 = MIN(v1, v4);
    const RANK v16 = MAX(v1, v4);
    const RANK v17 = MIN(v15, v13);
    const RANK v18 = MAX(v15, v13);
    const RANK v19 = MIN(v16, v14);
    const RANK v20 = MAX(v16, v14);
    const RANK v21 = MIN(v9, v6);
    const RANK v22 = MAX(v9, v6);
    const RANK v23 = MIN(v20, v22);
    const RANK v24 = MAX(v20, v22);
    const RANK v25 = MIN(v18, v8);
    const RANK v26 = MAX(v18, v8);
    const RANK v27 = MIN(v25, v23);
    const RANK v28 = MAX(v25, v23);
    const RANK v29 = MIN(v26, v24);
    const RANK v30 = MAX(v26, v24);
    const RANK v31 = MIN(v17, v7);
    const RANK v32 = MAX(v17, v7);
    const RANK v33 = MIN(v12, v32);
    const RANK v34 = MAX(v12, v32);
    const RANK v35 = MIN(v19, v33);
    const RANK v36 = MAX(v19, v33);
    const RANK v37 = MIN(v31, v27);
    const RANK v38 = MAX(v31, v27);
    const RANK v39 = MIN(v35, v28);
    const RANK v40 = MAX(v35, v28);
    const RANK v41 = MIN(v36, v29);
    const RANK v42 = MAX(v36, v29);
    const RANK v43 = MIN(v34, v30);
    const RANK v44 = MAX(v34, v30);
    o[0] = v21;
    o[1] = v37;
    o[2] = v38;
    o[3] = v39;
    o[4] = v40;
    o[5] = v41;
    o[6] = v42;
    o[7] = v43;
    o[8] = v44;
}

/* The ten middle values of two sorted nines: 48 operations. */
FN void NAME(merge2)(RANK *o, const RANK *a, const RANK *b)
{
    const RANK v0 = a[0], v1 = a[1], v2 = a[2], v3 = a[3], v4 = a[4], v5 = a[5], v6 = a[6], v7 = a[7], v8 = a[8];
    const RANK v9 = b[0], v10 = b[1], v11 = b[2], v12 = b[3], v13 = b[4], v14 = b[5], v15 = b[6], v16 = b[7], v17 = b[8];
    const RANK v19 = MAX(v0, v9);
    const RANK v20 = MIN(v8, v17);
    const RANK v22 = MIN(v20, v19);
    const RANK v23 = MAX(v20, v19);
    const RANK v24 = MIN(v4, v13);
    const RANK v25 = MAX(v4, v13);
    const RANK v26 = MIN(v24, v22);
    const RANK v27 = MAX(v24, v22);
    const RANK v28 = MIN(v25, v23);
    const RANK v29 = MAX(v25, v23);
    const RANK v30 = MIN(v2, v11);
    const RANK v31 = MAX(v2, v11);
    const RANK v32 = MIN(v6, v15);
    const RANK v33 = MAX(v6, v15);
    const RANK v34 = MIN(v32, v31);
    const RANK v35 = MAX(v32, v31);
    const RANK v37 = MAX(v30, v26);
    const RANK v38 = MIN(v34, v27);
    const RANK v39 = MAX(v34, v27);
    const RANK v40 = MIN(v35, v28);
    const RANK v41 = MAX(v35, v28);
    const RANK v42 = MIN(v33, v29);
    const RANK v45 = MAX(v1, v10);
    const RANK v46 = MIN(v5, v14);
    const RANK v47 = MAX(v5, v14);
    const RANK v48 = MIN(v46, v45);
    const RANK v49 = MAX(v46, v45);
    const RANK v50 = MIN(v3, v12);
    const RANK v51 = MAX(v3, v12);
    const RANK v52 = MIN(v7, v16);
    const RANK v54 = MIN(v52, v51);
    const RANK v55 = MAX(v52, v51);
    const RANK v56 = MIN(v50, v48);
    const RANK v57 = MAX(v50, v48);
    const RANK v58 = MIN(v54, v49);
    const RANK v59 = MAX(v54, v49);
    const RANK v60 = MIN(v55, v47);
    const RANK v61 = MAX(v55, v47);
    const RANK v65 = MAX(v56, v37);
    const RANK v66 = MIN(v57, v38);
    const RANK v67 = MAX(v57, v38);
    const RANK v68 = MIN(v58, v39);
    const RANK v69 = MAX(v58, v39);
    const RANK v70 = MIN(v59, v40);
    const RANK v71 = MAX(v59, v40);
    const RANK v72 = MIN(v60, v41);
    const RANK v73 = MAX(v60, v41);
    const RANK v74 = MIN(v61, v42);
    o[0] = v65;
    o[1] = v66;
    o[2] = v67;
    o[3] = v68;
    o[4] = v69;
    o[5] = v70;
    o[6] = v71;
    o[7] = v72;
    o[8] = v73;
    o[9] = v74;
}

/* The median of the eighteen and a third nine: 18 operations. */
FN void NAME(select27)(RANK *o, const RANK *m, const RANK *c)
{
    const RANK v0 = m[0], v1 = m[1], v2 = m[2], v3 = m[3], v4 = m[4], v5 = m[5], v6 = m[6], v7 = m[7], v8 = m[8], v9 = m[9];
    const RANK v10 = c[0], v11 = c[1], v12 = c[2], v13 = c[3], v14 = c[4], v15 = c[5], v16 = c[6], v17 = c[7], v18 = c[8];
    const RANK v19 = MAX(v8, v10);
    const RANK v20 = MIN(v9, v19);
    const RANK v21 = MAX(v7, v11);
    const RANK v22 = MIN(v20, v21);
    const RANK v23 = MAX(v6, v12);
    const RANK v24 = MIN(v22, v23);
    const RANK v25 = MAX(v5, v13);
    const RANK v26 = MIN(v24, v25);
    const RANK v27 = MAX(v4, v14);
    const RANK v28 = MIN(v26, v27);
    const RANK v29 = MAX(v3, v15);
    const RANK v30 = MIN(v28, v29);
    const RANK v31 = MAX(v2, v16);
    const RANK v32 = MIN(v30, v31);
    const RANK v33 = MAX(v1, v17);
    const RANK v34 = MIN(v32, v33);
    const RANK v35 = MAX(v0, v18);
    const RANK v36 = MIN(v34, v35);
    o[0] = v36;
}
