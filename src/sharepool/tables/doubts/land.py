"""Where on earth there is land, in cells of one degree: enough to see that axes are swapped."""

from __future__ import annotations

import base64
import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

_ROWS, _COLUMNS = 180, 360


def has_land(lon: float, lat: float) -> bool:
    """Return whether any point of the cell of one degree around a point is land."""
    row = min(_ROWS - 1, max(0, int(np.floor(90 - lat))))
    return bool(_cells()[row, int(np.floor(lon + 180)) % _COLUMNS])


@cache
def _cells() -> NDArray[np.bool_]:
    """Return the cells, from the north pole south and from 180° W east."""
    packed = np.frombuffer(zlib.decompress(base64.b85decode(_LAND)), dtype=np.uint8)
    return np.unpackbits(packed).reshape(_ROWS, _COLUMNS).astype(bool)


_LAND = (
    "c-rlmKa3n#8Nk2US$5X2zF8}lyoi-&3lt+7pOr{)6w9+A1&xc8RB#0a6*)j6mblzZ5)?<sBBF!pj3|((T&6(Im;zHo"
    "B7Kl{j0?NMbC_`Naxe4v-k+KGy*E2&UqP2AC7zr4?VIoa``#OXFUR^33V=w6>RH%Sh+5#N%crxkXh&||lydyv^)+m;"
    "YFVycGtcGKED-C35MOAxl;Vp8gjx~SVRt3GBJh(&@*i}jPU;Mm+iPLi<&7%8YgA~5g6c%W1>TrnlX~FgX{AG0{>{Rf"
    "R_uN|vw0sxse%*nh`2-C6;hL|ft7M;E}tlP-x@y<pB>;`Z4;}|F8oZXam2q~QAdjd@exWWrLNm47#tbP2TGAg5EcsF"
    "7a6`UR`5*9n<E@ruO5|>l#Iamk(1^c-jqMb7iaHUSkzw&jn(8psf*ZnTgsDfkcri(B76N<RAFN|{CEGc@CW(z15t-2"
    "oC6yvbUd_|WhUV==0Jq&8#mO<Ir>fcV$}iSbAo8d0(7H<qctdcYoEX=0~9%`lrh%97uw50Mn@)XF#(;89oU)<-@grM"
    "p<$kN*(!`}=0)N*Boc=0HPh~45+MAkffI2ZLYWq$at)mPQ^q~hQ7qt`Fu4>LnefCYXBkejMCG;aW!yw(QYJo}gADUU"
    "x@GDMOPaWki}-Vwt*5$v@Vv3eO6RJaIj%eyf_e*m#k6ycb#(exv9I2(puP-n1t_em&s(f(W6ZHUsZ2mpIOAOyN;uF@"
    "_gwfFVl5omsz~6l3*QcNzc$yq>d#R(Fg_g6x}jet`euGKA{D6(J@?OcY>&I}9;uU#Q?{>n;oK_h6as#~?7%gF@6qX5"
    "1|9e(dBd(S%c+^`4$Rxd=pq&d8Xxz02X20zh|_L4s)J8Da8t39!<()#cu;g;b>~!$V%&5K2MbDnwbF2aFrPSa$5~i("
    "U~P*9BvtA}bS+{EXD<9$+@@BpcUHN#a<~4IIe9A~mSa24Dw_zprXdUy3TMvxolrARRZSqF$1fgIIMQh{Rex-vQ2TUQ"
    "<MCamHK9I{8aN*0F?8U@@Z;2v<_M^QL%j8*nR(#Hem&F=wpy4iw!zKyqZZ!qyORojZmv6JgU{iXdSwfgkWtgf(TKw?"
    "qg&<38$*|nIxsFlA2rL^+pu)KQo@^s*ADW=)^}m4bR6mzj1WF5sqf`5Ui?Qp=gd^B^7nP+!zOfZS^-RumS2buy)r3u"
    "=++Zk=S=$V@5Ge@uQ0MwEPrC_Js2Ba=i=Fvu~&pAhU}S2QCC<LhoG&eX1<mP7Ma44G>wgf^Q<m66zl{kdv~lNdNXM|"
    "3cQPwKnpM0xWhuHitvlA7`QS>v449WVB|)}D_9AX^XI9psS$^l#3$eP#ZWD+>Of~{yHY~P;Jets<r1DaftMRICU!MK"
    "_@RQw{tlr?29D{9Qo{E{krbUyKFYIC9T<Iks)BpzUlcs}VM`9AD^2By?P_$of*a{Osfw^~yBi<_M^-^#aO2K*-Y5sZ"
    "1o)}n_~&#PM0m*I-ml?7DZTNW181h_hIVr^p2KT7JS-Pyri)YFM$D|;7M{%E)iQXDGcSJ>$R?>Pv}qymm%}m4tB~Uh"
    "hp$Z#o;t7+`s!9@VD#Gg{Tu9(ygfGm>2aZ1DU9_h1t$j|6kAOp7&xW0Al0DMuvnGfQ#Y3u4%F_zB=|YA9%1}MhvHva"
    "@4`w9Wn$qAW+A|tBP@A$G)xp!uvvC58VAamS++_TUVL*w%v_SaQfya^u$J8+_LXp%R_WBXRFQp2pi15YCd*M_y`n;s"
    "Z#E`xmKcOn!LH)fS8@xdZkJRU_)54JVPEz-ExPW?so>XDAx!_2{pO)Kn!2f#+SOjeg_=7OcmDVX@ubih8#t|Cq0(N#"
    "@2klo@kVw*VB<QH<s-;l*u*wn7NY}J%SoRf1~edy%o2W~p%1ap^DEN;2Aj%{7H+eKozWT%ao1T~;v;m+J8s4{ena^1"
    "Y@7Na+uoQh{IqIeygK|?FV6A_!v%FbJd@|{0?u2Qoo}DKDdA1nDk1py@+mNG{B~p<{R-gK&uCl4Re6%XW4pF?^Bog("
    "yBTe(EPPl8RvEs8S%g-L(j^Hy-b(a@6V2<FVI2Q;F;-hkFN!66my=9JBTb@@7bAGCATVpi2i~Nd+U#E%Mb~6_P`Da2"
    ";s@+3u~HHI2gB~G5X>kH7M?mqL}kvbO>hEZq@7~mz%MJ$=aXfpBq1D7y~!ch8LIVq*!J;uX4b+rR5XLQw_MH0ky=U)"
    "rkt6lO&1oEw!aUi2W!W`V_0}_*<My|Qb>5|!Pc3j4|l~_2kWGmc46E07X)Uab80t_Y1>Z|IZwOCl!-mc3W<#20Vuct"
    "zad>WO8sQpJ7?@W6Fn{A>+9fv+-j=?!dE@GBSzx~sjmmuy+^FyK%4HkFn4whj_$eaYMkzb_aENMvpyGQy>Nt0UpaH&"
    "{?p`0_I)mV>|t`^?QC3l;2jNnu;cw@=pN!;J$7bqTz(o%U$yYyyc=)5I&@(=Jim(YIH7$pLcgmX_FPM+pcv2h!v2Xo"
    "Q$gT{e~%Op7bpHik)H%!{@>td7d$$_tUo>h8&xNP`3c~pJOP}!J47W^&gN@b?-PzXX_wtiB)78z|65e$pQaSCaL>@J"
    "=jK$u4YgmehbX>dS2a07P;>rWc!#kBHZpIt#~~}{(ADur|4FBFfTh;o4R7=4pZT=p7HRm`e-UV!IQa$XqJ2}g9xl9x"
    "{1~=&PlEK1;~w?uZ@H}eg3<pa<<AH|ARl6K$lmUSrJczqi&)n4Ogx*+|HbPM`X=VS3o79KUwwS%^7NQbM6BPe>uB6?"
    "iZ4eq{s$jyUzG"
)
"""The cells as bits, zlib, base 85; from the elevation model GLOBE (NOAA, public domain)."""
